import Tensors
import Terms

/// `∂W = xₜᵀ·∂zₜ` of one timestep where all of them are added up (T44), or their mean (T45).
struct TimestepsNotSummed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.recurrentGradients.filter { !$0.name.hasSuffix("_prev") && $0.name != "dx" }
    // Where the last h alone is given on, nothing comes back to the others of a way cut after one timestep.
    let isOfLast = !anatomy.recurrentGradients.contains { site in
      site.name == "dh" && site.term.value("dy") != nil
    }
    let name: MistakeName = isOfLast ? .known("T44").kin("T26") : "T44"
    let last = anatomy.slips(
      name, "the last timestep's part alone in the gradients of the weights, no sum over time",
      in: sites
    ) { _, term in term.mappingTimesteps { $0.timestep($0.shape[0] - 1) } }
    let first = anatomy.slips(
      "T44", "the first timestep's part alone in the gradients of the weights, no sum over time",
      in: sites
    ) { _, term in term.mappingTimesteps { $0.timestep(0) } }
    let mean = anatomy.slips(
      "T45", "the gradients of the weights averaged over the timesteps, not summed", in: sites
    ) { _, term in
      let steps = term.timestepsSummed
      return steps > 1 ? term.mappingSums { $0 / .number(Double(steps)) } : nil
    }
    return last + first + mean
  }
}

extension Term {
  /// How many timesteps its sums over time have; 0 without any.
  fileprivate var timestepsSummed: Int {
    var steps = 0
    visit { part in steps = max(steps, part.sumOverTime?.operands[0].shape[0] ?? 0) }
    return steps
  }

  /// An op that adds up over the first axis of its operands, the timesteps.
  private var sumOverTime: (op: any Op, operands: [Term])? {
    guard case .apply(let op, let operands) = self,
      operands.allSatisfy({ $0.shape.rank == 2 && $0.shape[0] > 1 })
    else { return nil }
    if op is TransposedProduct, operands.count == 2 { return (op, operands) }
    guard let sum = op as? Reduce, sum.kind == .sum, sum.axes == [0], operands.count == 1 else {
      return nil
    }
    return (op, operands)
  }

  /// The term with other sequences in its sums over time.
  fileprivate func mappingTimesteps(_ change: (Term) -> Term) -> Term {
    mappingSums { part in
      guard let (op, operands) = part.sumOverTime else { return part }
      return .apply(op, operands.map(change))
    }
  }

  fileprivate func mappingSums(_ change: (Term) -> Term) -> Term {
    replacing { $0.sumOverTime == nil ? nil : change($0) }
  }

  /// One timestep of a sequence, as a sequence of one.
  fileprivate func timestep(_ index: Int) -> Term {
    self(Slice([.range(index, index + 1, step: nil)]))
  }
}
