import Equations
import Tensors
import Terms

/// What samples or classes weigh is ignored, or taken twice, or its root; or their mean is over the sum of the weights.
struct SampleWeightsMisread: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let masked = Set(anatomy.losses.filter { $0.name == "w_m" }.map(\.path))
    let products = anatomy.losses.filter { site in
      masked.contains(site.path)
        ? site.name == "w"
        : site.name == "l_w" && site.term.pair(of: Multiply.self)?.1.operand(of: Cast.self) == nil
    }
    let paths = Set(products.map(\.path))
    guard !paths.isEmpty else { return [] }
    let ignored = anatomy.slip("T61", "what the samples weigh ignored", in: products) { _, term in
      // `ℓ ⊙ w`, or with a mask `w ⊙ wₘ`.
      term.pair(of: Multiply.self).map { a, b in b.value?.name.ascii == "w_m" ? b : a }
    }
    let twice = anatomy.slip("T61", "what the samples weigh taken twice", in: products) {
      site, term in
      term.pair(of: Multiply.self).map { a, b in masked.contains(site.path) ? a * a * b : a * b * b
      }
    }
    let root = anatomy.slip("T61", "the root of what the samples weigh", in: products) {
      site, term in
      term.pair(of: Multiply.self).map { a, b in
        masked.contains(site.path) ? a(Sqrt()) * b : a * b(Sqrt())
      }
    }
    let divided = Slip(
      "T61", "divided by the sum of the weights, not by the number of samples",
      .equation { draft in
        guard paths.contains(draft.path), !draft.equations.isGradient, draft.name.ascii == "L",
          let (sum, count) = draft.term.pair(of: Divide.self),
          let weights = draft.equations.term("l_w", of: draft.path)?.pair(of: Multiply.self)?.1
        else { return nil }
        let places = max(1, (draft.equations.value("l", of: draft.path)?.shape.count ?? 1))
        let share = max(1, weights.shape.count)
        let total = weights(Reduce(.sum))(OverSamples(.sum)) * .number(Double(places / share))
        return count.contains(OverSamples.self) ? sum / total : nil
      })
    return [ignored, divided, twice, root].compactMap { $0 }
  }
}
