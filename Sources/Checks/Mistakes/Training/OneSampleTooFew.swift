import Terms

/// `Σℓ/(N − 1)`: divided by one less than there are samples, as a variance is; the loss, or the gradient alone (T111).
struct OneSampleTooFew: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.samples > 2 else { return [] }
    let title = "divided by the number of samples less 1"
    let gradient = anatomy.slip(.possible("T111").unpaired, title, in: anatomy.gradients) {
      site, term in
      site.name == "dl_sum" ? term.withOneSampleLess : nil
    }
    let loss = anatomy.slip(.possible("T111").unpaired, title, in: anatomy.losses) { site, term in
      site.name == "L" ? term.withOneSampleLess : nil
    }
    return [gradient, loss].compactMap { $0 }
  }
}

extension Term {
  /// With N − 1 in place of the number of samples N.
  fileprivate var withOneSampleLess: Term {
    replacing { part in
      guard case .apply(let op, _) = part, (op as? OverSamples)?.kind == .count else { return nil }
      return part - 1
    }
  }
}
