import Tensors
import Terms

/// `z[0:8]` for `z[8:16]`: the block of another gate.
struct AnotherBlock: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard case .apply(let op, let operands) = part.term, op is Slice, let whole = operands.first
    else { return [] }
    let (width, total) = (part.term.shape.width, whole.shape.width)
    guard width > 0, total > width, total % width == 0 else { return [] }
    let count = total / width
    return (0..<count).compactMap { index in
      let block = part.text(whole.part(index, of: count))
      guard block != part.text else { return nil }
      return PartChange("made of \(block), the block of another gate") {
        $0.children.first?.part(index, of: count)
      }
    }
  }
}
