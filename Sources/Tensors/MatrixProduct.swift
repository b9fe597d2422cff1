import CKernels
import Containers
import COpenBLAS

/// Matrix products of row-major matrices.
///
/// One row goes through a loop of ours: it reads the matrix at the memory's speed, as `sgemv` does,
/// takes it at any alignment, and adds in one order on every machine. Several rows go through BLAS,
/// on one thread: at a debugger's sizes a second one costs more than it gives as soon as the
/// machine has anything else to do.
///
/// A product that takes long is made in stretches of rows, of one row in stretches of the matrix's, and asks between
/// them whether to end (`Interruption`); what it made then counts for nothing. Its bits are those of the undivided
/// product.
package enum MatrixProduct {
  /// The longest side of a matrix that BLAS counts.
  package static let longestSide = Int(Int32.max)

  /// Whether `b` may lie at any address in a product of so many rows.
  package static func readsMatrixAtAnyAddress(rows: Int) -> Bool { rows <= 1 }

  /// Rows are taken in multiples of this: the tile of every kernel of BLAS (4, 8, 12, 16, 24 rows) divides it.
  ///
  /// Each stretch lays b out anew, which is a twentieth of the work at so many rows and more at fewer.
  private static let tile = 384

  /// The fewest multiplications that a product is made in at a time.
  private static let leastWork: Double = 0x1p28

  /// How many rows a product takes at a time; it is divided where it has twice as many.
  ///
  /// BLAS adds what belongs to an element in an order that depends on k and on the row's place in a tile, unless a
  /// product is so small that it has a kernel of its own (up to a million multiplications): a stretch begins where a
  /// tile begins and is never that small.
  package static func stretch(k: Int, n: Int) -> Int { stretch(k, n, leastWork) }

  /// A stretch for who lays a out piece by piece: at least so many rows, and no small product.
  package static func stretch(k: Int, n: Int, least rows: Int) -> Int {
    let most = stretch(k: k, n: n)
    return min(most, max(stretch(k, n, leastOfBLAS), (rows + tile - 1) / tile * tile))
  }

  /// A product of more multiplications is none of those that BLAS has kernels of their own for.
  private static let leastOfBLAS: Double = 0x1p21

  private static func stretch(_ k: Int, _ n: Int, _ work: Double) -> Int {
    let tiles = work / (Double(max(k, 1)) * Double(max(n, 1)) * Double(tile))
    return tile * max(1, Int(tiles.rounded(.up)))
  }

  /// Calls for the rows (from, count) of every stretch; the last is up to twice as long, so that none is short.
  private static func inStretches(_ m: Int, _ k: Int, _ n: Int, _ product: (Int, Int) -> Void) {
    let most = stretch(k: k, n: n)
    var from = 0
    while from < m {
      if from > 0, Interruption.isWished() { return }
      let count = (m - from) / 2 >= most ? most : m - from
      product(from, count)
      from += count
    }
  }

  private static let isSingleThreaded: Void = openblas_set_num_threads(1)

  /// `out = a·b` with a (m, k), b (k, n), out (m, n).
  ///
  /// Sides are at most `longestSide`; with k = 0 the result is zero.
  package static func run(
    _ a: UnsafePointer<Float>, _ b: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>,
    m: Int, k: Int, n: Int
  ) {
    guard m > 0, n > 0 else { return }
    guard m > 1 else { return runRow(a, b, out, k: k, n: n) }
    guard k > 0 else { return out.update(repeating: 0, count: m * n) }
    isSingleThreaded
    let matrix = b.assumingMemoryBound(to: Float.self)
    let (rows, inner, columns) = (Int32(m), Int32(k), Int32(n))
    if n == 1 {
      cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, inner, 1, a, inner, matrix, 1, 0, out, 1)
    } else {
      inStretches(m, k, n) { from, count in
        cblas_sgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(count), columns, inner, 1, a + from * k,
          inner, matrix, columns, 0, out + from * n, columns)
      }
    }
  }

  /// The same in double precision.
  package static func run(
    _ a: UnsafePointer<Double>, _ b: UnsafeRawPointer, _ out: UnsafeMutablePointer<Double>,
    m: Int, k: Int, n: Int
  ) {
    guard m > 0, n > 0 else { return }
    guard m > 1 else { return runRow(a, b, out, k: k, n: n) }
    guard k > 0 else { return out.update(repeating: 0, count: m * n) }
    isSingleThreaded
    let matrix = b.assumingMemoryBound(to: Double.self)
    let (rows, inner, columns) = (Int32(m), Int32(k), Int32(n))
    if n == 1 {
      cblas_dgemv(CblasRowMajor, CblasNoTrans, rows, inner, 1, a, inner, matrix, 1, 0, out, 1)
    } else {
      inStretches(m, k, n) { from, count in
        cblas_dgemm(
          CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(count), columns, inner, 1, a + from * k,
          inner, matrix, columns, 0, out + from * n, columns)
      }
    }
  }

  /// `out = a·b` with one row a (k); b may lie at any address.
  package static func runRow(
    _ a: UnsafePointer<Float>, _ b: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>,
    k: Int, n: Int, leastWork: Int = MatrixProduct.leastRowWork
  ) {
    inRowStretches(k, n, leastWork) { from, count in
      ks_row_product_f32(a + from, b + from * n * 4, count, n, from > 0 ? 1 : 0, out)
    }
  }

  /// The same in double precision.
  package static func runRow(
    _ a: UnsafePointer<Double>, _ b: UnsafeRawPointer, _ out: UnsafeMutablePointer<Double>,
    k: Int, n: Int, leastWork: Int = MatrixProduct.leastRowWork
  ) {
    inRowStretches(k, n, leastWork) { from, count in
      ks_row_product_f64(a + from, b + from * n * 8, count, n, from > 0 ? 1 : 0, out)
    }
  }

  /// The fewest multiplications that a product of one row is made in at a time.
  package static let leastRowWork = 1 << 28

  /// Calls for the rows (from, count) of b of every stretch, whose products are added up one after the other.
  ///
  /// Eight rows are summed up together: a stretch begins where such eight do.
  private static func inRowStretches(
    _ k: Int, _ n: Int, _ leastWork: Int, _ product: (Int, Int) -> Void
  ) {
    guard k * n > leastWork else { return product(0, k) }
    let most = max(leastWork / n / 8, 1) * 8
    for from in stride(from: 0, to: k, by: most) {
      if from > 0, Interruption.isWished() { return }
      product(from, min(most, k - from))
    }
  }

  /// `out = aᵀ·b`, or added to out, with a (k, m), b (k, n), out (m, n): the sum over k of the products of two rows.
  ///
  /// Sides are at most `longestSide`; with k = 0 the result is zero.
  package static func runTransposed(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>,
    k: Int, m: Int, n: Int, adds: Bool = false
  ) {
    guard m > 0, n > 0 else { return }
    guard k > 0 else { return adds ? () : out.update(repeating: 0, count: m * n) }
    isSingleThreaded
    inStretches(m, k, n) { from, count in
      cblas_sgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, Int32(count), Int32(n), Int32(k), 1, a + from,
        Int32(m), b, Int32(n), adds ? 1 : 0, out + from * n, Int32(n))
    }
  }

  /// The same in double precision.
  package static func runTransposed(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ out: UnsafeMutablePointer<Double>,
    k: Int, m: Int, n: Int, adds: Bool = false
  ) {
    guard m > 0, n > 0 else { return }
    guard k > 0 else { return adds ? () : out.update(repeating: 0, count: m * n) }
    isSingleThreaded
    inStretches(m, k, n) { from, count in
      cblas_dgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, Int32(count), Int32(n), Int32(k), 1, a + from,
        Int32(m), b, Int32(n), adds ? 1 : 0, out + from * n, Int32(n))
    }
  }
}
