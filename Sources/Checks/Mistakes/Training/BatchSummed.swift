import Terms

/// The sum over the samples of the batch where Keras takes the mean: in the gradient alone, or in the loss as well.
struct BatchSummed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "summed over the samples of the batch, not averaged"
    let gradient = anatomy.slip("T01", title, in: anatomy.gradients) { site, term in
      site.name == "dl_sum" ? term.withoutSampleCount : nil
    }
    let loss = anatomy.slip("T01", title, in: anatomy.losses) { site, term in
      site.name == "L" ? term.withoutSampleCount : nil
    }
    let places = anatomy.slip("T01", title + ", and over the places", in: anatomy.losses) {
      site, term in
      guard site.name == "L", let (sum, count) = term.pair(of: Divide.self),
        count.pair(of: Multiply.self) != nil
      else { return nil }
      return sum
    }
    return [gradient, loss, places].compactMap { $0 }
      + anatomy.inGradientsOfSome("T01", title, times: Double(anatomy.samples))
  }
}

extension Term {
  /// With 1 in place of the number of samples.
  var withoutSampleCount: Term {
    replacing { part in
      guard case .apply(let op, _) = part, (op as? OverSamples)?.kind == .count else { return nil }
      return 1
    }.simplified
  }
}
