import Tensors

/// What samples weigh by their class, `class_weight` of `fit`; classes that are not named weigh 1.
package struct ClassWeighting: Sendable, Equatable {
  package let weights: [Int: Double]

  /// More classes than anybody writes down.
  private static let most = 1000

  /// Reads `0=1 1=5`, with blanks or commas between, or as Python writes it, `{0: 1, 1: 5}`; nil of anything else.
  package init?(_ text: String) {
    var inner = text.filter { $0 != "{" && $0 != "}" }
    let braces = text.count - inner.count
    guard braces == 0 || braces == 2 && text.first == "{" && text.last == "}" else { return nil }
    inner = inner.replacing(#/\s*[:=]\s*/#, with: "=")
    let parts = inner.split { $0 == "," || $0.isWhitespace }
    guard (1...ClassWeighting.most).contains(parts.count) else { return nil }
    var weights: [Int: Double] = [:]
    for part in parts {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let label = Int(sides[0]), let weight = Double(sides[1]),
        weight.isFinite, weights.updateValue(weight, forKey: label) == nil
      else { return nil }
    }
    self.weights = weights
  }

  /// `0=1 1=5`, as it is typed.
  package var text: String {
    weights.sorted { $0.key < $1.key }
      .map { "\($0.key)=\(NumberFormat.exact($0.value, .float64))" }.joined(separator: " ")
  }
}
