import Tensors
import Testing

/// Lengths, strides and broadcasting.
struct ShapeTests {
  @Test func counts() {
    #expect(Shape([3, 2]).count == 6)
    #expect(Shape.scalar.count == 1)
    #expect(Shape([3, 0]).checkedCount == 0)
    #expect(Shape([-1, 2]).checkedCount == nil)
    #expect(Shape([1 << 40]).checkedCount == 1 << 40)
    #expect(Shape([1 << 40, 2]).checkedCount == nil)
    #expect(Shape([Int.max, Int.max]).checkedCount == nil)
    // An empty array's other lengths count too, since strides are their products.
    #expect(Shape([0, Int.max, Int.max]).checkedCount == nil)
    #expect(Shape([0, -1]).checkedCount == nil)
  }

  @Test func strides() {
    #expect(Shape([4, 3, 2]).strides == [6, 2, 1])
    #expect(Shape([]).strides == [])
    #expect(Shape([5]).strides == [1])
  }

  /// As `np.broadcast_shapes` gives, or raises.
  @Test(
    arguments: [
      (Shape([3, 2]), Shape([2]), Shape([3, 2])), ([3, 1], [1, 4], [3, 4]), ([], [2], [2]),
      ([0, 2], [1, 2], [0, 2]), ([3], [2], nil), ([2, 3], [2], nil), ([0], [2], nil),
    ] as [(Shape, Shape, Shape?)])
  func broadcasting(a: Shape, b: Shape, expected: Shape?) {
    #expect(a.broadcast(with: b) == expected)
    #expect(b.broadcast(with: a) == expected)
  }

  @Test func axes() {
    let shape: Shape = [4, 3, 2]
    #expect(shape.axis(-1) == 2)
    #expect(shape.axis(2) == 2)
    #expect(shape.axis(3) == nil)
    #expect(shape.axis(-4) == nil)
    #expect(shape.removing(1) == [4, 2])
    #expect(shape.inserting(9, at: 0) == [9, 4, 3, 2])
    #expect(shape.replacing(2, with: 5) == [4, 3, 5])
    #expect("\(shape)" == "(4, 3, 2)")
    #expect("\(Shape.scalar)" == "()")
  }

  /// What each format holds of a number that it does not hold exactly.
  @Test(
    arguments: [
      (DType.int8, 300, 127), (.int8, -300, -128), (.uint8, -1, 0), (.int32, 2.7, 2),
      (.int32, -2.7, -2), (.int64, .infinity, 9_223_372_036_854_774_784), (.int16, .nan, 0),
      (.bool, 0.5, 1), (.bool, .nan, 1), (.float16, 65520, .infinity), (.float16, 2049, 2048),
      (.bfloat16, 257, 256), (.float32, 16_777_217, 16_777_216), (.float64, 0.1, 0.1),
    ] as [(DType, Double, Double)])
  func rounding(dtype: DType, value: Double, expected: Double) {
    #expect(dtype.rounded(value) == expected)
    #expect(dtype.rounded(-0.25).sign == (dtype.isFloat ? .minus : .plus))
  }
}
