import Equations
import Terms

/// What mistakes with inputs that are joined share.
extension Anatomy {
  /// The layers that join their inputs element by element.
  var merges: [Frame] {
    guard program.loss == nil else { return [] }
    return frames("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")
  }
}

extension Term {
  /// What a merging layer of a class joins: the operands of its folded op; nil where masks stand between them.
  func merged(by kind: String) -> [Term]? {
    if kind == "Average" {
      return pair(of: Divide.self).flatMap { $0.0.merged(by: "Add") }
    }
    guard case .apply(let op, let operands) = self, operands.count == 2 else { return nil }
    let isOwn =
      switch kind {
      case "Add": op is Add
      case "Subtract": op is Subtract
      case "Multiply": op is Multiply
      case "Maximum": op is Maximum
      case "Minimum": op is Minimum
      default: false
      }
    guard isOwn else { return nil }
    return (operands[0].merged(by: kind) ?? [operands[0]]) + [operands[1]]
  }

  /// Terms joined as a merging layer of a class joins them.
  static func merging(_ terms: [Term], by kind: String) -> Term? {
    guard let first = terms.first else { return nil }
    let rest = terms.dropFirst()
    return switch kind {
    case "Add": rest.reduce(first, +)
    case "Subtract": rest.reduce(first, -)
    case "Multiply": rest.reduce(first, *)
    case "Average": rest.reduce(first, +) / .number(Double(terms.count))
    case "Maximum": rest.reduce(first) { .apply(Maximum(), [$0, $1]) }
    case "Minimum": rest.reduce(first) { .apply(Minimum(), [$0, $1]) }
    default: nil
    }
  }
}
