import Tensors
import Testing

@Suite struct ShapeIndexTests {
  @Test(arguments: [Shape.scalar, [5], [2, 3], [2, 1, 4]])
  func indexAndElementAreInverse(_ shape: Shape) {
    for element in 0..<shape.count {
      #expect(shape.element(at: shape.index(of: element)) == element)
    }
    #expect(shape.element(at: shape.dims) == (shape.rank == 0 ? 0 : nil))
    #expect(shape.element(at: shape.dims + [0]) == nil)
  }

  @Test func broadcastElements() {
    let larger: Shape = [2, 3]
    let column: Shape = [2, 1]
    #expect((0..<6).map { column.element(broadcastTo: $0, of: larger) } == [0, 0, 0, 1, 1, 1])
    #expect((0..<6).map { Shape([3]).element(broadcastTo: $0, of: larger) } == [0, 1, 2, 0, 1, 2])
    #expect(
      (0..<6).map { Shape.scalar.element(broadcastTo: $0, of: larger) } == [0, 0, 0, 0, 0, 0])
  }

  /// One ulp above a number is the next number of the format, half of one rounds back to it.
  @Test(arguments: [DType.float16, .bfloat16, .float32, .float64])
  func anUlpIsTheStepToTheNextNumber(_ dtype: DType) {
    for number in [1, 1.5, 1000, 0.007_812_5, 0] {
      let ulp = dtype.ulp(at: number)
      #expect(dtype.rounded(number + ulp) == number + ulp)
      #expect(dtype.rounded(number + ulp / 4) == number)
      #expect(dtype.rounded(number + ulp * 0.75) == number + ulp)
    }
  }
}
