import COpenBLAS

/// Matrix products of row-major matrices, by BLAS.
public enum MatrixProduct {
  /// The longest side of a matrix that BLAS counts.
  public static let longestSide = Int(Int32.max)

  /// `out = a·b` with a (m, k), b (k, n), out (m, n).
  ///
  /// One row goes through `sgemv`, which reads the matrix at the memory's speed; several through
  /// `sgemm`. Sides are at most `longestSide`; with k = 0 the result is zero.
  public static func run(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>,
    m: Int, k: Int, n: Int
  ) {
    guard m > 0, n > 0 else { return }
    guard k > 0 else { return out.update(repeating: 0, count: m * n) }
    let (rows, inner, columns) = (Int32(m), Int32(k), Int32(n))
    if n == 1 {
      cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, inner, 1, a, inner, b, 1, 0, out, 1)
    } else if m == 1 {
      cblas_sgemv(CblasRowMajor, CblasTrans, inner, columns, 1, b, columns, a, 1, 0, out, 1)
    } else {
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, b, columns,
        0, out, columns)
    }
  }

  /// The same in double precision.
  public static func run(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>,
    m: Int, k: Int, n: Int
  ) {
    guard m > 0, n > 0 else { return }
    guard k > 0 else { return out.update(repeating: 0, count: m * n) }
    let (rows, inner, columns) = (Int32(m), Int32(k), Int32(n))
    if n == 1 {
      cblas_dgemv(CblasRowMajor, CblasNoTrans, rows, inner, 1, a, inner, b, 1, 0, out, 1)
    } else if m == 1 {
      cblas_dgemv(CblasRowMajor, CblasTrans, inner, columns, 1, b, columns, a, 1, 0, out, 1)
    } else {
      cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, b, columns,
        0, out, columns)
    }
  }
}
