import Terms

/// `w/max(w)` or `w/min(w)`: what samples or classes weigh as a ratio to the heaviest or the lightest of the batch (T117).
struct WeightsAsRatio: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let products = anatomy.losses.filter { site in
      site.name == "l_w" && site.term.pair(of: Multiply.self)?.1.operand(of: Cast.self) == nil
    }
    let ways: [(title: String, unit: @Sendable (Term) -> Term)] = [
      ("divided by the greatest of them", { $0(OverSamples(.max)) }),
      ("divided by the least of them", { -((-$0)(OverSamples(.max))) }),
    ]
    return ways.compactMap { title, unit in
      anatomy.slip(
        .possible("T117").unpaired, "what the samples weigh \(title)", in: products
      ) { _, term in
        term.pair(of: Multiply.self).map { losses, weights in losses * (weights / unit(weights)) }
      }
    }
  }
}
