import Tensors

/// Numbers that a person expects, with the digits they gave.
package struct Expected: Sendable {
  package let tensor: Tensor
  /// Half a unit of the last digit typed, 0.0005 for `0.998` and for `9.98e-1`; 0 for what was computed.
  package let rounding: Double

  package init(_ tensor: Tensor, typed text: String) {
    self.tensor = tensor
    guard text.allSatisfy({ $0.isNumber || $0.isWhitespace || ".,[]()+-eE".contains($0) }) else {
      rounding = 0
      return
    }
    let words = text.split { $0.isWhitespace || ",[]()".contains($0) }
    rounding = words.compactMap(Expected.half).max() ?? 0
  }

  /// Half a unit of a number's last digit; nil for one without a point, which is exact.
  private static func half(_ word: Substring) -> Double? {
    let parts = word.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard let mantissa = parts.first, let point = mantissa.firstIndex(of: "."), parts.count <= 2
    else { return nil }
    let exponent = parts.count == 2 ? Int(parts[1]) : 0
    guard let exponent, abs(exponent) < 400 else { return nil }
    return Double("5e\(exponent - 1 - mantissa[point...].dropFirst().count)")
  }

  /// The comparison with what was computed; nil when the shapes differ.
  ///
  /// `rooms` is what rounding explains besides.
  package func compare(
    _ output: Tensor, _ rooms: [(room: Double, precise: Double)] = []
  ) -> (agrees: Bool, text: String)? {
    guard
      let expected = tensor.shape == output.shape
        ? tensor : (tensor.count == output.count ? tensor.reshaped(output.shape) : nil)
    else { return nil }
    // The worst of all, or of those that differ where some do.
    var worst = 0.0
    var agrees = true
    var place = 0
    let isExcused = !rooms.isEmpty && rooms.count == output.count
    for (index, pair) in zip(output.elements, expected.elements).enumerated() {
      let difference = distance(pair.0, pair.1)
      let room = isExcused ? rooms[index].room : 0
      let isNear = Tolerance().accepts(pair.0, pair.1, besides: room)
      let differs = !isNear && !Expected.isRounded(pair.1, of: pair.0, rounding)
      if differs ? agrees || difference > worst : agrees && difference > worst {
        worst = difference
        place = index
      }
      if differs { agrees = false }
    }
    var text = "largest difference \(NumberFormat.brief(worst))"
    if agrees, isExcused {
      text += ", rounding (float64 gives \(NumberFormat.exact(rooms[place].precise, output.dtype)))"
    } else if !agrees {
      let got = NumberFormat.exact(output.elements[place], output.dtype)
      let wanted = NumberFormat.exact(expected.elements[place], output.dtype)
      text += " at element \(place): computed \(got), expected \(wanted)"
    }
    return (agrees, text)
  }

  /// Whether a number that a person gave is the right one, computed or rounded by so much.
  package static func accepts(_ given: Double, _ right: Double, rounding: Double) -> Bool {
    Tolerance().accepts(given, right) || isRounded(given, of: right, rounding)
  }

  /// Whether one number is the other rounded; 0.125 may be rounded either way.
  private static func isRounded(_ given: Double, of right: Double, _ rounding: Double) -> Bool {
    right.isFinite && abs(given - right) <= rounding * (1 + 1e-6)
  }
}
