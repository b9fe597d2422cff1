import Debugging
import Tensors
import Terminal

/// What rounding left.
extension ExplanationText {
  /// The number with all its digits beside the same sum in double precision, where the two differ in
  /// what is seen or that was asked for.
  func rounding(_ explanation: Explanation, _ derived: Derived) -> [String] {
    guard derived.computes, let rounding = derived.rounding,
      showsRounding || rounding.isSeen || rounding.isMore
    else { return [] }
    let dtype = derived.dtype
    let own = "\(dtype.rawValue) gave \(NumberFormat.exact(explanation.number, dtype))"
    let exact = "float64 gives \(NumberFormat.exact(rounding.exact, .float64))"
    let distance = ExplanationText.distance(abs(rounding.distance))
    let unit =
      "an ulp, the step to the next \(dtype.rawValue), is "
      + NumberFormat.brief(rounding.ulp)
    var lines = wrapped("  rounding: ", "\(own), \(exact):", indent: 0).map { $0.marked(.dim) }
    lines += wrapped("    ", "\(distance) (\(unit))", indent: 0).map { $0.marked(.dim) }
    if rounding.isMore {
      lines.append("  that is more than rounding: a number was set by hand".marked(.bad))
    }
    return lines
  }

  private static func distance(_ ulps: Double) -> String {
    if ulps == 0 { return "the same number" }
    return ulps < 0.05 ? "less than 0.1 ulp apart" : "\(NumberFormat.tenths(ulps)) ulp apart"
  }
}

extension Derived {
  /// Whether anything is computed, rather than chosen or looked up.
  fileprivate var computes: Bool {
    switch form {
    case .entry, .constant, .lookup, .choice: false
    case .either(_, let condition, let yes, let no):
      (condition.number != 0 ? yes : no).computes
    case .sum, .function, .row: true
    }
  }
}
