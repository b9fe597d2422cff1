import Terms

/// Divided by the number of samples once more: a mean of what is a mean already.
struct BatchAveragedTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "divided by the number of samples twice"
    let gradient = anatomy.slip("T02", title, in: anatomy.gradients) { site, term in
      site.name == "dl_sum" ? term.dividedBySamplesAgain : nil
    }
    let loss = anatomy.slip("T02", title, in: anatomy.losses) { site, term in
      site.name == "L" ? term.dividedBySamplesAgain : nil
    }
    return [gradient, loss].compactMap { $0 }
      + anatomy.inGradientsOfSome("T02", title, times: 1 / Double(anatomy.samples))
  }
}

extension Term {
  /// Over the number of samples that stands in it; nil where none does.
  fileprivate var dividedBySamplesAgain: Term? {
    var count: Term?
    visit { part in
      if case .apply(let op, _) = part, (op as? OverSamples)?.kind == .count { count = part }
    }
    return count.map { self / $0 }
  }
}
