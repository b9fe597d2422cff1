import Containers
import Tensors
import Testing

/// Arrays as they appear on a terminal.
struct ArrayTextTests {
  private func text(
    _ tensor: Tensor, width: Int = 80, threshold: Int? = 64, ascii: Bool = false, note: String = "",
    indent: Int = 0
  ) -> String {
    var format = NumberFormat()
    format.width = width
    format.threshold = threshold
    let text = ArrayText(format, ascii: ascii, cutNote: note)
    return text.lines(tensor, indent: indent).joined(separator: "\n")
  }

  private func ramp(_ shape: Shape, _ dtype: DType = .float32) -> Tensor {
    Tensor(shape, dtype, (0..<shape.count).map { dtype.isFloat ? Double($0) / 8 - 1 : Double($0) })
  }

  @Test func scalars() {
    #expect(text(Tensor(scalar: 0.25)) == "0.25")
    #expect(text(Tensor(scalar: 1, .bool)) == "True")
    #expect(text(Tensor(scalar: -3, .int32)) == "-3")
  }

  @Test func aVector() {
    #expect(text(ramp([4])) == "[-1.0000 -0.8750 -0.7500 -0.6250]")
    #expect(text(ramp([3], .int64)) == "[0 1 2]")
    #expect(text(Tensor([3], .bool, [1, 0, 1])) == "[ True False  True]")
    #expect(text(Tensor([0], .float32, [])) == "[]")
    #expect(text(Tensor([2, 0], .float32, [])) == "[]")
  }

  @Test func aVectorWraps() {
    #expect(
      text(ramp([12]), width: 40) == """
        [-1.0000 -0.8750 -0.7500 -0.6250 -0.5000
         -0.3750 -0.2500 -0.1250  0       0.1250
          0.2500  0.3750]
        """)
    #expect(
      text(ramp([6]), width: 30, indent: 4) == """
        [-1.0000 -0.8750 -0.7500
             -0.6250 -0.5000 -0.3750]
        """)
  }

  @Test(arguments: [[12], [3, 4], [2, 3, 5], [1, 1], [0], [2, 0], [7, 1, 2]])
  func linesAreTheSameOneByOne(dims: [Int]) {
    var format = NumberFormat()
    (format.width, format.threshold) = (30, nil)
    let tensor = ramp(Shape(dims))
    guard tensor.count > 0 else { return }
    var lines: [String] = []
    ArrayText(format).forEachLine(of: tensor) { lines.append($0) }
    #expect(lines == ArrayText(format).lines(tensor))
  }

  @Test func aWishToStopEndsTheText() {
    var format = NumberFormat()
    format.threshold = nil
    let tensor = ramp([50_000])
    let whole = ArrayText(format).lines(tensor).count
    let part = Interruption.listening(to: { true }) { ArrayText(format).lines(tensor).count }
    #expect(part < whole / 2)
  }

  @Test func aMatrix() {
    #expect(
      text(ramp([2, 3])) == """
        [[-1.0000 -0.8750 -0.7500]
         [-0.6250 -0.5000 -0.3750]]
        """)
  }

  @Test func aMatrixOfLongRows() {
    #expect(
      text(ramp([2, 4]), width: 24) == """
        [[-1.0000 -0.8750
          -0.7500 -0.6250]
         [-0.5000 -0.3750
          -0.2500 -0.1250]]
        """)
  }

  @Test func threeAxes() {
    #expect(
      text(ramp([2, 2, 2], .int32)) == """
        [[[0 1]
          [2 3]]

         [[4 5]
          [6 7]]]
        """)
  }

  @Test func aLongVectorIsCut() {
    #expect(
      text(ramp([100], .int64)) == "[ 0  1  2 … 97 98 99]  … 94 more")
    #expect(
      text(ramp([100], .int64), ascii: true, note: "p -a to see all")
        == "[ 0  1  2 ... 97 98 99]  ... 94 more, p -a to see all")
    #expect(text(ramp([100], .int64), threshold: nil).contains(" 49 50 51\n"))
  }

  @Test func aLargeMatrixIsCut() {
    #expect(
      text(ramp([100, 100], .int64)) == """
        [[   0    1    2 …   97   98   99]
         [ 100  101  102 …  197  198  199]
         [ 200  201  202 …  297  298  299]
         …
         [9700 9701 9702 … 9797 9798 9799]
         [9800 9801 9802 … 9897 9898 9899]
         [9900 9901 9902 … 9997 9998 9999]]  … 9964 more
        """)
  }

  @Test func aLargeStackIsCut() {
    #expect(
      text(ramp([9, 1, 8], .int64)) == """
        [[[ 0  1  2 …  5  6  7]]

         [[ 8  9 10 … 13 14 15]]

         [[16 17 18 … 21 22 23]]

         …

         [[48 49 50 … 53 54 55]]

         [[56 57 58 … 61 62 63]]

         [[64 65 66 … 69 70 71]]]  … 36 more
        """)
  }

  @Test func specialNumbers() {
    let tensor = Tensor([5], .float32, [.nan, .infinity, -.infinity, -0.0, 0.5])
    #expect(text(tensor) == "[    nan     inf    -inf -0       0.5000]")
    #expect(text(Tensor([2], .float32, [1e30, 1e-30])) == "[1.0000e+30 1.0000e-30]")
  }

  @Test func linesNeverPassTheWidth() {
    for width in [20, 33, 60, 80] {
      for shape: Shape in [[500], [7, 40], [3, 4, 30], [2, 3, 2, 9]] {
        for threshold in [nil, 64] {
          for line in text(ramp(shape), width: width, threshold: threshold).split(separator: "\n") {
            #expect(line.count <= width, "\(line)")
          }
        }
      }
    }
  }

  // MARK: One line

  private func line(_ tensor: Tensor, _ width: Int, ascii: Bool = false) -> String {
    ArrayText(ascii: ascii).oneLine(tensor, width: width)
  }

  @Test func operandsFitOnOneLine() {
    #expect(line(ramp([3]), 40) == "[-1.0000 -0.8750 -0.7500]")
    #expect(line(ramp([30]), 40) == "[-1.0000 -0.8750 … 2.5000 2.6250]")
    #expect(line(ramp([30]), 30, ascii: true) == "[-1.0000 -0.8750 ... 2.6250]")
    #expect(line(ramp([30]), 12) == "(30)")
    #expect(line(ramp([2, 2], .int32), 40) == "[[0 1] [2 3]]")
    #expect(line(ramp([2, 2], .int32), 12) == "(2, 2)")
    #expect(line(ramp([20, 20]), 40) == "(20, 20)")
    #expect(line(Tensor(scalar: 0.5), 40) == "0.5")
    #expect(line(Tensor([2, 0], .float32, []), 40) == "[[] []]")
    #expect(line(Tensor([3], .float32, [0, 0.5, -0.0]), 40) == "[0 0.5000 -0]")
  }

  @Test func oneLineNeverPassesTheWidth() {
    for tensor in [0, 1, 2, 3, 5, 17, 64, 100_000].map({ ramp([$0]) }) {
      for width in 14...90 { #expect(line(tensor, width).count <= width) }
    }
  }

  // MARK: Rows beneath each other

  @Test func rowsLineUp() {
    var rows = AlignedRows()
    rows.add("z[0:8]", Tensor([4], .float32, [0.0349, -12, 0, 0.5]))
    rows.add("i", Tensor([4], .float32, [0.5087, 0.25, 0.5, 1]))
    rows.add("m", Tensor([4], .bool, [1, 0, 1, 1]))
    rows.add("s", Tensor(scalar: 0.5))
    #expect(
      rows.lines(width: 60).joined(separator: "\n") == """
        z[0:8]  [  0.0349 -12.0000   0        0.5000]
        i       [  0.5087   0.2500   0.5000   1.0000]
        m       [    True    False     True     True]
        s       0.5
        """)
  }

  /// Nothing is left out where there are lines for it, and columns stand below each other.
  @Test func rowsGoOnBelowEachOther() {
    var rows = AlignedRows()
    rows.add("z", ramp([10]))
    rows.add("f", Tensor([10], .float32, repeating: 0.5))
    #expect(
      rows.lines(width: 50, most: 4).joined(separator: "\n") == """
        z  [-1.0000 -0.8750 -0.7500 -0.6250 -0.5000
            -0.3750 -0.2500 -0.1250  0       0.1250]
        f  [ 0.5000  0.5000  0.5000  0.5000  0.5000
             0.5000  0.5000  0.5000  0.5000  0.5000]
        """)
    // Where they do not suffice, one line each, cut.
    #expect(rows.lines(width: 50, most: 3) == rows.lines(width: 50))
    for width in 20...100 {
      for most in 0...40 {
        let lines = rows.lines(width: width, most: most)
        #expect(lines.allSatisfy { $0.count <= width } || width < 24)
        #expect(lines.count <= max(most, 2))
      }
    }
  }

  @Test func rowsLoseTheSameColumns() {
    var rows = AlignedRows()
    rows.add("z", ramp([32]))
    rows.add("f", Tensor([32], .float32, repeating: 0.5))
    rows.add("W", ramp([8, 32]))
    rows.add("x", ramp([2]))
    #expect(
      rows.lines(width: 50).joined(separator: "\n") == """
        z  [-1.0000 -0.8750 -0.7500 …  2.7500  2.8750]
        f  [ 0.5000  0.5000  0.5000 …  0.5000  0.5000]
        W  (8, 32)
        x  [-1.0000 -0.8750]
        """)
    for width in 30...100 {
      for line in rows.lines(width: width) { #expect(line.count <= width) }
    }
  }
}
