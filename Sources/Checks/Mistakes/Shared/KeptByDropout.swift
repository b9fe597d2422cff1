import Equations
import Tensors
import Terms

extension Anatomy {
  /// What the masks of dropout are called that were drawn for this step.
  var keptNames: Set<String> {
    Set(
      program.draws.compactMap { draw in
        if case .keeping = draw.kind { program.values[draw.value].name.ascii } else { nil }
      })
  }

  /// The layer calls with such a mask of their own shape.
  var droppingPaths: [String] {
    program.frames.filter { frame in
      frame.forward == nil && frame.drawn.contains { keptNames.contains($0.name.ascii) }
    }.map(\.path)
  }
}

/// Which elements a way back keeps, (N, …), in a layer call.
struct MaskBackwards: Sendable {
  let path: String
  let keep: Tensor
}

extension Term {
  /// The term with another one for `keep ? kept : 0`; nil where none is in it.
  func mappingKept(by names: Set<String>, _ change: (_ keep: Term, _ kept: Term) -> Term?) -> Term?
  {
    var isThere = false
    let changed = replacing { part in
      guard case .apply(let op, let operands) = part, op is Select, operands.count == 3,
        operands[2].plainNumber == 0, let keep = operands[0].value, names.contains(keep.name.ascii),
        let other = change(operands[0], operands[1])
      else { return nil }
      isThere = true
      return other
    }
    return isThere ? changed : nil
  }

  /// `x` of `x ⊙ 1.25`; nil where it is no multiple.
  var unscaled: Term? {
    guard let (x, scale) = pair(of: Multiply.self), scale.plainNumber != nil else { return nil }
    return x
  }
}
