import Terms

/// `a` or `b` for `m ? a : b`, whatever the mask says.
struct MaskMisread: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard case .apply(let op, let operands) = part.term, op is Select, operands.count == 3 else {
      return []
    }
    return [
      PartChange("as if nothing were masked") { $0.children[1] },
      PartChange("as if this were masked") { $0.children[2] },
    ]
  }
}
