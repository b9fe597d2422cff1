import CKernels
import Tensors

/// `m ? a : b`: a where the condition is true, b elsewhere; shapes broadcast.
package struct Select: Op {
  package init() {}

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(3, operands)
    guard
      let branches = operands[1].shape.broadcast(with: operands[2].shape),
      let shape = operands[0].shape.broadcast(with: branches)
    else {
      throw Misfit(
        "\(operands[0].shape), \(operands[1].shape) and \(operands[2].shape) do not fit together")
    }
    return TensorType(shape, operands[1].dtype.promoted(with: operands[2].dtype))
  }

  package func takesText(_ operand: Int) -> Bool { operand > 0 }

  package func kernel(for signature: Signature) -> Kernel {
    let broadcast = Broadcast(signature)
    let spread = (0..<3).map { index in
      broadcast.spreads[index] == .single ? { $0 } : broadcast.expansion(index)
    }
    let strides = broadcast.spreads.map { $0 == .single ? 0 : 1 }
    let count = signature.count
    switch signature.scalar {
    case .single:
      return { operands, result in
        ks_select_f32(
          spread[0](operands[0]).f32, strides[0], spread[1](operands[1]).f32, strides[1],
          spread[2](operands[2]).f32, strides[2], result.f32, count)
      }
    case .double:
      return { operands, result in
        ks_select_f64(
          spread[0](operands[0]).f64, strides[0], spread[1](operands[1]).f64, strides[1],
          spread[2](operands[2]).f64, strides[2], result.f64, count)
      }
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .either(
      condition: elements.broadcast(0, to: element), yes: elements.broadcast(1, to: element),
      no: elements.broadcast(2, to: element))
  }

  /// g to the branch that was taken; a condition has no slope.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let (whole, condition) = (result.shape, operands[0])
    return [
      nil,
      Term.select(condition, g, 0).summed(from: whole, to: operands[1].shape),
      Term.select(condition, 0, g).summed(from: whole, to: operands[2].shape),
    ]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    .call("np.where", operands)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    let (yes, no) = (operands[1].text, operands[2].text)
    return Formula(
      #"\begin{cases} \#(yes) & \text{if } \#(operands[0].text) \\ \#(no) & \text{otherwise} \end{cases}"#
    )
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .choice }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    if style.alphabet == .ascii { return .call("where", operands) }
    let parts = operands.map { $0.bracketed(below: .or) }
    return Formula("\(parts[0]) ? \(parts[1]) : \(parts[2])", .choice)
  }
}

extension Select: CalledOp {
  package static var calls: [Function] {
    [.of("where", ["condition", "a", "b"]) { terms, _ in .apply(Select(), terms) }]
  }
}
