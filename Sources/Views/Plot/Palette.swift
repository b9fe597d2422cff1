import Tensors
import Terminal

/// The letters and colours that stand for numbers.
///
/// The colours are blue, light grey and orange about 0, grey to blue where all numbers are negative, and
/// violet to yellow otherwise: they differ for every kind of colour vision, and in how light they are.
/// No colour is alone: a negative number has a minus, and a legend gives numbers.
struct Palette {
  let usesColour: Bool
  let usesASCII: Bool

  /// From the least to the largest; of negative numbers from the one next to 0.
  static let diverging: [UInt8] = [25, 67, 110, 153, 254, 223, 215, 208, 166]
  static let sequential: [UInt8] = [54, 61, 31, 36, 77, 148, 226]
  static let negatives: [UInt8] = [254, 153, 110, 67, 25]
  /// Dark enough to be written on in white.
  private static let dark: Set<UInt8> = [25, 54, 61, 238]
  private static let odd: UInt8 = 238

  /// The colours of bars to either side of 0, which show on dark and on light screens.
  static let (negative, positive): (UInt8, UInt8) = (67, 166)

  /// The letters from one end of the scale to the other.
  func ramp(_ scale: ColourScale) -> [Character] {
    switch (scale.kind, usesASCII) {
    case (.both, false): ["≡", "=", "-", "·", "░", "▒", "█"]
    case (.both, true): ["%", "=", "-", ".", "+", "*", "#"]
    case (.positive, false): ["·", "░", "▒", "▓", "█"]
    case (.positive, true): [".", ":", "+", "*", "#"]
    case (.negative, false): ["·", "-", "=", "≡"]
    case (.negative, true): [".", "-", "=", "%"]
    }
  }

  private func colours(_ scale: ColourScale) -> [UInt8] {
    switch scale.kind {
    case .both: Palette.diverging
    case .positive: Palette.sequential
    case .negative: Palette.negatives
    }
  }

  /// The sign of what is no number, or of an infinite one.
  func sign(_ number: Double) -> Character {
    number.isNaN ? (usesASCII ? "?" : "×") : (usesASCII ? "!" : "∞")
  }

  /// A cell of so many columns for a number; with a text, that stands in it.
  func cell(_ number: Double, _ scale: ColourScale, columns: Int, text: String? = nil) -> String {
    let isOdd = !number.isFinite
    let letter = isOdd ? sign(number) : ramp(scale)[scale.level(number, of: ramp(scale).count)]
    guard usesColour else {
      guard let text else { return String(repeating: letter, count: columns) }
      return "\(text)\(letter)".padded(to: columns)
    }
    let colours = colours(scale)
    let ground = isOdd ? Palette.odd : colours[scale.level(number, of: colours.count)]
    let plain = isOdd ? String(letter) : number < 0 ? "-" : " "
    return (text.map { "\($0) " } ?? plain).padded(to: columns)
      .painted(Palette.dark.contains(ground) ? 231 : 16, on: ground)
  }

  /// `-0.98 ≡≡==--··░░▒▒██ 0.98`, `0 in the middle`, and what odd numbers look like; of numbers of one
  /// sign `0 ··░░▒▒▓▓██ 0.98` and `0 ··--==≡≡ -0.98`.
  func legend(
    _ scale: ColourScale, _ numbers: [Double], _ text: (Double) -> String
  ) -> [String] {
    let steps = usesColour ? colours(scale).count : ramp(scale).count
    let bar = (0..<steps).map { step in
      cell(scale.number(at: (Double(step) + 0.5) / Double(steps)), scale, columns: 2)
    }.joined()
    var parts: [String] = []
    if scale.first != scale.last {
      parts.append("\(text(scale.first)) \(bar) \(text(scale.last))")
      if scale.kind == .both { parts.append("0 in the middle") }
    } else if let any = numbers.first(where: \.isFinite) {
      parts.append(allZero(numbers) ?? "all are \(text(any))")
    }
    return parts + oddities(numbers)
  }

  /// That there is nothing to be seen: every number is 0.
  func allZero(_ numbers: [Double]) -> String? {
    guard !numbers.isEmpty, numbers.allSatisfy({ $0 == 0 }) else { return nil }
    return numbers.count == 1 ? "it is 0" : "all \(numbers.count) numbers are 0"
  }

  /// `× 2 NaN`, `∞ 1 infinite`.
  func oddities(_ numbers: [Double]) -> [String] {
    let notNumbers = numbers.count(where: \.isNaN)
    let infinities = numbers.count(where: \.isInfinite)
    return (notNumbers > 0 ? ["\(sign(.nan)) \(notNumbers) NaN"] : [])
      + (infinities > 0 ? ["\(sign(.infinity)) \(infinities) infinite"] : [])
  }
}
