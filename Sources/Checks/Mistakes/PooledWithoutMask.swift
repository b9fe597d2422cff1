import Equations
import Tensors
import Terms

/// `y = Σ x/T`: a mean over all timesteps where Keras takes those that are not masked: of the numbers as they are (M1), or
/// with zeros in the masked places (M2); or the sum of those that count (M12).
struct PooledWithoutMask: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let pools = anatomy.frames("GlobalAveragePooling1D").filter {
      anatomy.term("x_kept", of: $0.path) != nil
    }
    return slips("M1", "the mask ignored by the mean over timesteps", in: pools, anatomy) {
      $0.term.mapping(Select.self) { _, operands in operands[1] }
        ?? $0.term.mapping(Multiply.self) { _, operands in operands[0] }
    }
      + slips("M2", "masked zeros counted in the mean over timesteps", in: pools, anatomy) { _ in
        nil
      }
      + anatomy.inCalls(
        pools, .known("M12").unpaired, "the sum of the timesteps that count, not their mean"
      ) { draft in
        draft.name.ascii == "y" ? draft.term.pair(of: Divide.self)?.0 : nil
      }
  }

  private func slips(
    _ name: MistakeName, _ title: String, in pools: [Frame], _ anatomy: Anatomy,
    _ kept: @escaping @Sendable (Draft) -> Term?
  ) -> [Slip] {
    anatomy.inCalls(pools, name, title) { draft in
      switch draft.name.ascii {
      case "x_kept": kept(draft)
      case "n": draft.term.values.first.map { .number(Double($0.shape.count)) }
      default: nil
      }
    }
  }
}
