import Checks
import Tensors
import Testing

/// Numbers that a person gives beside those that were computed.
struct ExpectedTests {
  @Test func whatRoundingExplainsIsExpected() throws {
    let output = Tensor([2], .float32, [1, 2])
    let expected = Expected(Tensor([2], .float32, [1.25, 2]), typed: "y.npy")
    #expect(expected.compare(output)?.agrees == false)
    let excused = try #require(expected.compare(output, [(0.5, 1.125), (0, 2)]))
    #expect(excused.agrees)
    #expect(excused.text == "largest difference 0.25, rounding (float64 gives 1.125)")
    #expect(expected.compare(output, [(0.125, 1.125), (0, 2)])?.agrees == false)
    let nothing = Expected(Tensor([2], .float32, [.nan, 2]), typed: "y.npy")
    #expect(nothing.compare(output, [(9, 1), (9, 2)])?.agrees == false)
  }

  /// As many digits as were typed must be right; a half goes either way.
  @Test func digitsThatWereTypedDecide() {
    func agrees(_ text: String, _ number: Double) -> Bool? {
      let expected = Expected(Tensor(scalar: Double(text) ?? .nan), typed: text)
      let isRight = Expected.accepts(
        expected.tensor.elements[0], number, rounding: expected.rounding)
      #expect(expected.compare(Tensor(scalar: number))?.agrees == isRight, "\(text), \(number)")
      return isRight
    }
    #expect(agrees("0.998", 0.9984334) == true)
    #expect(agrees("0.997", 0.9984334) == false)
    #expect(agrees("9.98e-1", 0.9984334) == true)
    #expect(agrees("9.97e-1", 0.9984334) == false)
    #expect(agrees("9.9843E-01", 0.9984334) == true)
    #expect(agrees("1.2e3", 1249) == true)
    #expect(agrees("1.2e3", 1251) == false)
    #expect(agrees("5e-1", 0.51) == false)
    #expect(agrees("0.12", 0.125) == true)
    #expect(agrees("0.13", 0.125) == true)
    #expect(agrees("1", 1.4) == false)
    #expect(agrees("0.5", .infinity) == false)
    #expect(agrees("0.5", .nan) == false)
  }
}
