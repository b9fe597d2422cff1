import Tensors
import Terms

/// `all_samples(x)`: the values of all samples as one array, the samples along its first axis.
///
/// No layer looks at other samples when it predicts. Some mistakes do: a softmax over the whole
/// batch, a batch that is reshaped where it was to be transposed.
struct AllSamples: Op {
  let count: Int

  func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    guard operands.count == 1 else { throw Misfit("takes 1 operand, not \(operands.count)") }
    return TensorType(operands[0].shape.inserting(count, at: 0), operands[0].dtype)
  }

  func isBatched(_ operands: Bool) -> Bool { false }

  func kernel(for signature: Signature) -> Kernel {
    let bytes = signature.operands[0].shape.count * signature.scalar.byteSize
    let stride = signature.operands[0].isBatched ? bytes : 0
    let count = count
    return { operands, result in
      for sample in 0..<count {
        (result + sample * bytes).copyMemory(from: operands[0] + sample * stride, byteCount: bytes)
      }
    }
  }

  func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .function([Derivation.Source(0, element % max(elements.operands[0].shape.count, 1))])
  }

  /// None: a mistake is not trained with.
  func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] { [nil] }

  func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call("all_samples", operands)
  }
}

/// `own_sample(x)`: of an array that all samples share, with as many rows as there are samples, each
/// sample's own row.
struct OwnSample: Op {
  func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    guard operands.count == 1, operands[0].shape.rank > 0 else {
      throw Misfit("takes one array with an axis of samples")
    }
    return TensorType(operands[0].shape.removing(0), operands[0].dtype)
  }

  func isBatched(_ operands: Bool) -> Bool { true }

  func kernel(for signature: Signature) -> Kernel {
    let bytes = signature.result.shape.count * signature.scalar.byteSize
    let rows = min(signature.rows, signature.operands[0].shape.dims.first ?? 0)
    return { $1.copyMemory(from: $0[0], byteCount: rows * bytes) }
  }

  func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .function([Derivation.Source(0, element)])
  }

  /// None: a mistake is not trained with.
  func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] { [nil] }

  func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call("own_sample", operands)
  }
}

extension Term {
  /// Whether it cannot be computed from one sample alone.
  var looksAtOtherSamples: Bool { contains(AllSamples.self) || contains(OwnSample.self) }
}

// What looks across the batch stands in mistakes only, and no program of one sample has it: the
// texts name the op.

extension AllSamples {
  func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    .call("all_samples", operands)
  }

  func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{all\_samples}"#, operands)
  }

  func loops(_ types: [TensorType]) -> LoopForm { .sameOrder }
}

extension OwnSample {
  func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    .call("own_sample", operands)
  }

  func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    .call(#"\operatorname{own\_sample}"#, operands)
  }

  func loops(_ types: [TensorType]) -> LoopForm { .sameOrder }
}
