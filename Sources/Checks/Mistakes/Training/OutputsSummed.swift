import Terms

/// The sum over the last axis where MSE, MAE and their like take the mean: in the gradient alone, or in the loss as well.
struct OutputsSummed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "summed over the outputs, not averaged"
    let gradient = anatomy.slip("T03", title, in: anatomy.slopes) { _, term in
      term.replacing { part in
        guard let (slope, count) = part.pair(of: Divide.self), let number = count.plainNumber,
          number > 1, slope.value?.name.ascii == "dl"
        else { return nil }
        return slope
      }
    }
    let loss = anatomy.slip("T03", title, in: anatomy.losses) { site, term in
      guard site.name == "l" else { return nil }
      return term.replacing { part in
        guard case .apply(let op, let operands) = part, let mean = op as? Reduce,
          mean.kind == .mean
        else { return nil }
        return operands[0](Reduce(.sum, axes: mean.axes, keepsAxes: mean.keepsAxes))
      }
    }
    return [gradient, loss].compactMap { $0 }
  }
}
