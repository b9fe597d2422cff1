import Terms

/// `(L₁ + L₂)/2` where Keras adds the losses of several outputs; or over the sum of what they weigh.
struct LossesOfOutputsAveraged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.losses.filter { $0.name == "L_total" }
    let weights = sites.flatMap { $0.term.weightsOfLosses }
    guard weights.count > 1 else { return [] }
    let count = Double(weights.count)
    let sum = weights.reduce(0, +)
    let ways: [(title: String, over: Double)] = [
      ("the losses of the outputs averaged, not added", count),
      ("the losses of the outputs divided by the sum of their weights", sum),
    ]
    return ways.filter { $0.over != 0 && ($0.over != count || $0.title == ways[0].title) }
      .compactMap { title, over in
        anatomy.slip("T106", title, in: sites) { _, term in
          term.mappingSummands { $0.weightOfLoss == nil ? $0 : $0 / .number(over) }
        }
      }
  }
}

extension Term {
  /// What the losses among its summands weigh.
  fileprivate var weightsOfLosses: [Double] {
    var weights: [Double] = []
    _ = mappingSummands { part in
      if let weight = part.weightOfLoss { weights.append(weight) }
      return part
    }
    return weights
  }

  /// What the loss of an output weighs, `L ⊙ 0.3` or `L`; nil of what a regularizer adds.
  fileprivate var weightOfLoss: Double? {
    if isLoss { return 1 }
    guard let (loss, weight) = pair(of: Multiply.self), loss.isLoss else {
      return nil
    }
    return weight.plainNumber
  }

  /// Whether it is the loss of one of several outputs: L₁.
  private var isLoss: Bool { value?.name.ascii.hasPrefix("L") == true }
}
