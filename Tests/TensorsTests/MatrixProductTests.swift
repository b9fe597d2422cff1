import CKernels
import COpenBLAS
import Containers
import Tensors
import TestSupport
import Testing

/// Products of rows with matrices, against sums in higher precision.
@Suite struct MatrixProductTests {
  private static let sizes = [
    (0, 3), (1, 1), (1, 40), (7, 1), (8, 1), (9, 2), (16, 31), (33, 64), (65, 37), (128, 130),
    (1000, 10),
  ]

  private static func numbers(_ count: Int, _ seed: UInt64) -> [Float] {
    var chance = Chance(seed: seed)
    return (0..<count).map { _ in Float.random(in: -1...1, using: &chance) }
  }

  private static func row(_ x: [Float], _ w: [Float], _ k: Int, _ n: Int) -> [Float] {
    var out = [Float](repeating: -1, count: n + 1)
    MatrixProduct.run(x, w, &out, m: 1, k: k, n: n)
    return out
  }

  @Test("a row times a matrix rounds no more than its sums of eight", arguments: sizes)
  func row(k: Int, n: Int) {
    let (x, w) = (Self.numbers(k, 1), Self.numbers(k * n, 2))
    let out = Self.row(x, w, k, n)
    var wide = [Double](repeating: -1, count: n)
    MatrixProduct.run(x.map(Double.init), w.map(Double.init), &wide, m: 1, k: k, n: n)
    #expect(out[n] == -1, "no more is written than the result")
    for column in 0..<n {
      let products = (0..<k).map { Double(x[$0]) * Double(w[$0 * n + column]) }
      let size = products.reduce(0) { $0 + abs($1) }
      let bound = size * Double(k / 8 + 9) * 0x1p-24
      #expect(abs(Double(out[column]) - products.reduce(0, +)) <= bound)
      #expect(abs(wide[column] - products.reduce(0, +)) <= bound * 0x1p-28)
    }
  }

  @Test("the bits are the same wherever the matrix lies", arguments: sizes)
  func placement(k: Int, n: Int) {
    let (x, w) = (Self.numbers(k, 3), Self.numbers(k * n, 4))
    let expected = Self.row(x, w, k, n)
    for offset in 1..<8 {
      var bytes = [UInt8](repeating: 0, count: offset)
      w.withUnsafeBytes { bytes += $0 }
      var out = [Float](repeating: -1, count: n + 1)
      bytes.withUnsafeBytes { buffer in
        guard let start = buffer.baseAddress else { return }
        MatrixProduct.run(x, start + offset, &out, m: 1, k: k, n: n)
      }
      #expect(out == expected)
    }
  }

  @Test("a column's bits do not depend on the columns beside it", arguments: sizes)
  func columns(k: Int, n: Int) {
    let (x, w) = (Self.numbers(k, 5), Self.numbers(k * n, 6))
    let all = Self.row(x, w, k, n)
    for column in [0, n / 2, n - 1] {
      let alone = Self.row(x, (0..<k).map { w[$0 * n + column] }, k, 1)
      #expect(alone[0] == all[column])
    }
  }

  @Test("many rows are the rows one by one, within rounding", arguments: sizes)
  func rows(k: Int, n: Int) {
    let m = 5
    let (x, w) = (Self.numbers(m * k, 7), Self.numbers(k * n, 8))
    var out = [Float](repeating: -1, count: m * n)
    MatrixProduct.run(x, w, &out, m: m, k: k, n: n)
    for index in 0..<m {
      let one = Self.row(Array(x[index * k..<(index + 1) * k]), w, k, n)
      for column in 0..<n {
        #expect(abs(out[index * n + column] - one[column]) <= Float(k + 1) * 0x1p-22)
      }
    }
  }

  // MARK: Stretches

  /// Rows that are no multiple of a stretch, and how many questions lie between their stretches.
  private static let long = [
    (801, 850, 851, 1), (1611, 500, 700, 1), (770, 1601, 450, 1), (2400, 421, 1301, 2),
    (1537, 901, 400, 1), (767, 901, 1000, 0),
  ]

  @Test("a product in stretches has the bits of the undivided one", arguments: long)
  func stretches(m: Int, k: Int, n: Int, questions: Int) {
    // The same numbers at other places: chance for a million takes long in a debug build.
    let pool = Self.numbers(100_003, 9)
    let (a, b) = (
      (0..<m * k).map { pool[$0 % 100_003] }, (0..<k * n).map { pool[$0 * 7 % 100_003] }
    )
    let (rows, inner, columns) = (Int32(m), Int32(k), Int32(n))
    openblas_set_num_threads(1)
    let wish = Wish()
    var (whole, parts) = ([Float](repeating: 0, count: m * n), [Float](repeating: 1, count: m * n))
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, inner, b, columns, 0,
      &whole, columns)
    Interruption.listening(to: wish.isThere) {
      MatrixProduct.run(a, b, &parts, m: m, k: k, n: n)
    }
    #expect(whole == parts)
    #expect(wish.count == questions)

    let (wideA, wideB) = (a.map(Double.init), b.map(Double.init))
    var wide = [Double](repeating: 0, count: m * n)
    var wideParts = [Double](repeating: 1, count: m * n)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, wideA, inner, wideB,
      columns, 0, &wide, columns)
    MatrixProduct.run(wideA, wideB, &wideParts, m: m, k: k, n: n)
    #expect(wide == wideParts)
  }

  @Test("what is not wished any more ends between stretches")
  func interrupted() {
    let (m, k, n) = (801, 850, 851)
    let (a, b) = ([Float](repeating: 1, count: m * k), [Float](repeating: 1, count: k * n))
    var out = [Float](repeating: -1, count: m * n)
    Interruption.listening(to: Wish(at: 1).isThere) {
      MatrixProduct.run(a, b, &out, m: m, k: k, n: n)
    }
    let height = MatrixProduct.stretch(k: k, n: n)
    #expect(out[height * n - 1] == Float(k) && out[height * n] == -1)
  }

  @Test("a row in stretches has the bits of the whole row, and asks between them", arguments: sizes)
  func rowStretches(k: Int, n: Int) {
    let (x, w) = (Self.numbers(k, 10), Self.numbers(k * n, 11))
    let whole = Self.row(x, w, k, n)
    let (wideX, wideW) = (x.map(Double.init), w.map(Double.init))
    var wideWhole = [Double](repeating: -1, count: n + 1)
    MatrixProduct.run(wideX, wideW, &wideWhole, m: 1, k: k, n: n)
    for work in [1, 8 * n, 20 * n, 200 * n] {
      let rows = max(work / n / 8, 1) * 8
      let wish = Wish()
      var parts = [Float](repeating: -1, count: n + 1)
      var wide = [Double](repeating: -1, count: n + 1)
      Interruption.listening(to: wish.isThere) {
        MatrixProduct.runRow(x, w, &parts, k: k, n: n, leastWork: work)
      }
      MatrixProduct.runRow(wideX, wideW, &wide, k: k, n: n, leastWork: work)
      #expect(parts == whole && wide == wideWhole)
      #expect(wish.count == (k * n > work ? (k - 1) / rows : 0))
    }
  }

  @Test("a row that is not wished any more ends between stretches")
  func interruptedRow() {
    var out: [Float] = [-1]
    let ones = [Float](repeating: 1, count: 100)
    Interruption.listening(to: Wish(at: 2).isThere) {
      MatrixProduct.runRow(ones, ones, &out, k: 100, n: 1, leastWork: 16)
    }
    #expect(out == [32])
  }
}
