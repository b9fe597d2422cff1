import Foundation
import Testing

/// The first line in which two texts differ.
///
/// Processors add up in different orders, so a fraction is the same where it lies within a unit of its last digit or
/// 4e-6 of itself. All else is compared letter by letter, but for blanks beside a fraction that changed.
struct Difference: CustomStringConvertible {
  let description: String

  init?(_ expected: String, _ found: String) {
    guard expected != found else { return nil }
    let lines = [expected, found].map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    let same = zip(lines[0], lines[1]).prefix { $0 == $1 || Line($0).isSame(as: Line($1)) }.count
    guard same < max(lines[0].count, lines[1].count) else { return nil }
    let (old, new) = (lines[0].dropFirst(same).first, lines[1].dropFirst(same).first)
    description = "\(same + 1): expected\n\(old ?? "the end")\nbut it shows\n\(new ?? "the end")"
  }

  /// A line as words and fractions.
  private struct Line {
    let parts: [String]

    init(_ text: String) {
      var parts: [String] = []
      var rest = text[...]
      while let first = rest.first {
        if let match = rest.prefixMatch(of: /-?[0-9]+\.[0-9]+(e[+-][0-9]+)?/) {
          parts.append(String(match.output.0))
          rest = rest[match.range.upperBound...]
        } else {
          rest = rest.dropFirst()
          if first != " " { parts.append(String(first)) }
        }
      }
      self.parts = parts
    }

    func isSame(as other: Line) -> Bool {
      parts != other.parts && parts.count == other.parts.count
        && zip(parts, other.parts).allSatisfy { $0 == $1 || Line.isNear($0, $1) }
    }

    private static func isNear(_ one: String, _ other: String) -> Bool {
      guard one.contains("."), other.contains("."), let a = Double(one), let b = Double(other)
      else { return false }
      return abs(a - b) <= 1.01 * max(unit(one), unit(other)) + 4e-6 * abs(a)
    }

    /// What one more in the last digit is.
    private static func unit(_ number: String) -> Double {
      let parts = number.split(separator: "e")
      let decimals = parts[0].split(separator: ".").last?.count ?? 0
      let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      return pow(10, Double(exponent - decimals))
    }
  }
}

/// Fractions may be others in their last digit, and nothing else.
@Suite struct DifferenceOfTranscriptsTests {
  @Test(arguments: [
    ("a = [0.5991 -3]", "a = [0.5990 -3]", true), ("a = [0.5991 -3]", "a = [0.5989 -3]", false),
    ("1.727584  ok", "1.7275839 ok", true), ("1.7276", "1.7275 more", false),
    ("2 steps", "3 steps", false), ("3.20e-10", "3.21e-10", true),
    ("3.20e-10", "3.20e-11", false), ("-0.25", "0.25", false),
    ("a  1.5", "a 1.5", false),
  ])
  func whatIsTheSame(one: String, other: String, isSame: Bool) {
    #expect((Difference("head\n" + one, "head\n" + other) == nil) == isSame)
  }
}
