import CKernels
import COpenBLAS

/// Matrix products of row-major matrices.
///
/// One row goes through a loop of ours: it reads the matrix at the memory's speed, as `sgemv` does,
/// takes it at any alignment, and adds in one order on every machine. Several rows go through BLAS,
/// on one thread: at a debugger's sizes a second one costs more than it gives as soon as the
/// machine has anything else to do.
package enum MatrixProduct {
  /// The longest side of a matrix that BLAS counts.
  package static let longestSide = Int(Int32.max)

  /// Whether `b` may lie at any address in a product of so many rows.
  package static func readsMatrixAtAnyAddress(rows: Int) -> Bool { rows <= 1 }

  private static let isSingleThreaded: Void = openblas_set_num_threads(1)

  /// `out = a·b` with a (m, k), b (k, n), out (m, n).
  ///
  /// Sides are at most `longestSide`; with k = 0 the result is zero.
  package static func run(
    _ a: UnsafePointer<Float>, _ b: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>,
    m: Int, k: Int, n: Int
  ) {
    guard m > 0, n > 0 else { return }
    guard m > 1 else { return ks_row_product_f32(a, b, k, n, out) }
    guard k > 0 else { return out.update(repeating: 0, count: m * n) }
    isSingleThreaded
    let matrix = b.assumingMemoryBound(to: Float.self)
    let (rows, inner, columns) = (Int32(m), Int32(k), Int32(n))
    if n == 1 {
      cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, inner, 1, a, inner, matrix, 1, 0, out, 1)
    } else {
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, matrix,
        columns, 0, out, columns)
    }
  }

  /// The same in double precision.
  package static func run(
    _ a: UnsafePointer<Double>, _ b: UnsafeRawPointer, _ out: UnsafeMutablePointer<Double>,
    m: Int, k: Int, n: Int
  ) {
    guard m > 0, n > 0 else { return }
    guard m > 1 else { return ks_row_product_f64(a, b, k, n, out) }
    guard k > 0 else { return out.update(repeating: 0, count: m * n) }
    isSingleThreaded
    let matrix = b.assumingMemoryBound(to: Double.self)
    let (rows, inner, columns) = (Int32(m), Int32(k), Int32(n))
    if n == 1 {
      cblas_dgemv(CblasRowMajor, CblasNoTrans, rows, inner, 1, a, inner, matrix, 1, 0, out, 1)
    } else {
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, matrix,
        columns, 0, out, columns)
    }
  }
}
