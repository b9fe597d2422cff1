import Tensors
import Testing

/// How numbers read.
struct NumberFormatTests {
  @Test(
    arguments: [
      ([1, -2, 30], ["1", "-2", "30"]),
      ([0.5, -0.25, 12], ["0.5000", "-0.2500", "12.0000"]),
      ([0, 0.5], ["0", "0.5000"]),
      ([-0.0, 0.5], ["-0", "0.5000"]),
      ([-0.0, 1], ["-0", "1"]),
      ([.nan, 0.5, .infinity, -.infinity], ["nan", "0.5000", "inf", "-inf"]),
      ([1e-9, 0.5], ["0.0000", "0.5000"]),
      ([1e-9, -2e-9], ["1.0000e-09", "-2.0000e-09"]),
      ([1e12, 0.5], ["1.0000e+12", "5.0000e-01"]),
      ([0, 1e-9], ["0", "1.0000e-09"]),
      ([1e14, 3], ["100000000000000", "3"]),
      ([1e15, 3], ["1.0000e+15", "3.0000e+00"]),
      ([1.7976931348623157e308, 0x1p-1074], ["1.7977e+308", "4.9407e-324"]),
      ([], []),
    ] as [([Double], [String])])
  func columns(values: [Double], expected: [String]) {
    let format = NumberFormat()
    #expect(format.texts(values, .float32) == expected)
    let widths = Set(format.column(values).map(\.count))
    #expect(widths.count <= 1, "one width")
  }

  /// Points stand beneath each other, a zero's place included.
  @Test func pointsLineUp() {
    let column = NumberFormat().column([0, 12.5, -0.25])
    #expect(column == [" 0     ", "12.5000", "-0.2500"])
  }

  @Test(
    arguments: [
      (0.5, "0.5"), (12.3456789, "12.3457"), (0, "0"), (-0.0, "-0"), (3, "3"), (100, "100"),
      (1e-5, "1.0000e-05"), (1e9 + 0.5, "1.0000e+09"), (.nan, "nan"), (-.infinity, "-inf"),
      (-0.00004, "-4.0000e-05"), (123456.5, "123456.5"),
    ] as [(Double, String)])
  func scalars(value: Double, expected: String) {
    #expect(NumberFormat().scalar(value) == expected)
  }

  @Test func precisionIsASetting() {
    var format = NumberFormat()
    format.precision = 2
    #expect(format.texts([0.123456, 10], .float32) == ["0.12", "10.00"])
    format.precision = 0
    #expect(format.texts([0.6, 10.4], .float32) == ["1", "10"])
    format.precision = 8
    #expect(format.scalar(1.0 / 3) == "0.33333333")
  }

  @Test func integersAndTruthValuesAreWrittenInFull() {
    let format = NumberFormat()
    #expect(format.column([1, 0], .bool) == [" True", "False"])
    #expect(format.texts([9_007_199_254_740_991, -1], .int64) == ["9007199254740991", "-1"])
    #expect(format.scalar(1, .bool) == "True")
  }

  /// The shortest text that reads back as the same number of its format.
  @Test(
    arguments: [
      (0.1, DType.float64, "0.1"), (Double(Float(0.1)), .float32, "0.1"),
      (0.0999755859375, .float16, "0.1"), (0.10009765625, .bfloat16, "0.1"),
      (65504, .float16, "65500"),
      (2, .float32, "2"), (-0.0, .float32, "-0"), (1e20, .float64, "1e+20"), (1, .bool, "True"),
      (-3, .int8, "-3"), (.nan, .float32, "nan"), (1e-5, .float64, "1e-05"),
      (1.0 / 3, .float64, "0.3333333333333333"), (.infinity, .float16, "inf"),
    ] as [(Double, DType, String)])
  func exact(value: Double, dtype: DType, expected: String) throws {
    let text = NumberFormat.exact(value, dtype)
    #expect(text == expected)
    if let number = Double(text) {
      #expect(number.isNaN == value.isNaN && (value.isNaN || dtype.rounded(number) == value))
    }
  }

  @Test func errorsAreShort() {
    #expect(NumberFormat.short(0.00012345) == "1.23e-04")
    #expect(NumberFormat.short(0) == "0")
    #expect(NumberFormat.short(.infinity) == "inf")
  }

  @Test(arguments: [
    (1.7834, "1.78"), (6, "6"), (0.0084321, "0.00843"), (0.001, "0.001"), (0.00099, "9.9e-04"),
    (-0.5, "-0.5"), (1234.5, "1234"), (99_990, "1e+05"), (1e-6, "1e-06"), (2.98e-08, "2.98e-08"),
    (9.996, "10"), (100, "100"), (0, "0"), (.nan, "nan"), (-.infinity, "-inf"),
  ])
  func sizesInASentenceAreBrief(value: Double, text: String) {
    #expect(NumberFormat.brief(value) == text)
  }
}
