import Tensors
import Terminal

/// The letters and colours that stand for numbers.
///
/// The colours are blue, light grey and orange about 0, and violet to yellow otherwise: they differ for
/// every kind of colour vision, and in how light they are. No colour is alone: a negative number has
/// a minus, and a legend gives numbers.
struct Palette {
  let usesColour: Bool
  let usesASCII: Bool

  /// From the least to the largest.
  private static let diverging: [UInt8] = [25, 67, 110, 153, 254, 223, 215, 208, 166]
  private static let sequential: [UInt8] = [54, 61, 31, 36, 77, 148, 220]
  /// Dark enough to be written on in white.
  private static let dark: Set<UInt8> = [25, 54, 61, 238]
  private static let odd: UInt8 = 238

  /// The colours of bars to either side of 0, which show on dark and on light screens.
  static let (negative, positive): (UInt8, UInt8) = (67, 166)

  /// The letters from the least to the largest.
  func ramp(_ scale: ColourScale) -> [Character] {
    switch (scale.isDiverging, usesASCII) {
    case (true, false): ["≡", "=", "-", "·", "░", "▒", "█"]
    case (true, true): ["%", "=", "-", ".", "+", "*", "#"]
    case (false, false): ["·", "░", "▒", "▓", "█"]
    case (false, true): [".", ":", "+", "*", "#"]
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
    let colours = scale.isDiverging ? Palette.diverging : Palette.sequential
    let ground = isOdd ? Palette.odd : colours[scale.level(number, of: colours.count)]
    let plain = isOdd ? String(letter) : scale.isDiverging && number < 0 ? "-" : " "
    return (text.map { "\($0) " } ?? plain).padded(to: columns)
      .painted(Palette.dark.contains(ground) ? 231 : 16, on: ground)
  }

  /// `-0.98 ≡≡==--··░░▒▒██ 0.98`, `0 in the middle`, and what odd numbers look like.
  func legend(
    _ scale: ColourScale, _ numbers: [Double], _ text: (Double) -> String
  ) -> [String] {
    let steps = usesColour ? (scale.isDiverging ? 9 : 7) : ramp(scale).count
    let bar = (0..<steps).map { step -> String in
      let share = (Double(step) + 0.5) / Double(steps)
      let number = scale.low + (scale.high - scale.low) * share
      return cell(
        number.isFinite ? number : scale.low * (1 - share) + scale.high * share, scale, columns: 2)
    }.joined()
    var parts: [String] = []
    if scale.high > scale.low {
      parts.append("\(text(scale.low)) \(bar) \(text(scale.high))")
      if scale.isDiverging { parts.append("0 in the middle") }
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
