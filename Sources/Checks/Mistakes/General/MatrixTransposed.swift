import Tensors
import Terms

/// `x·Wᵀ` for `x·W` where W is square, or `x·reshape(W, …)ᵀ`.
struct MatrixTransposed: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    let shape = part.term.shape
    guard isWeight(part.term), shape.rank == 2 else { return [] }
    let name = part.text
    // A block of one is another gate's matter for a diagnosis.
    let id: MistakeName? = part.term.value == nil ? nil : .general("E7")
    let reshaped = PartChange(
      "with \(name) reshaped where it should be transposed", as: id,
      "\(name) reshaped instead of transposed"
    ) { $0.reshapedForTransposed }
    guard shape[0] == shape[1] else { return [reshaped] }
    let turned = PartChange("with \(name) transposed", as: id, "\(name) transposed") {
      $0.transposed
    }
    return [turned, reshaped]
  }

  /// A weight, or a block of one.
  private func isWeight(_ term: Term) -> Bool {
    if case .apply(let op, let operands) = term, op is Slice {
      return operands.first?.value?.role == .weight
    }
    return term.value?.role == .weight
  }
}
