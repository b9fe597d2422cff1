import Terms

/// What a regularizer of a layer's outputs adds, summed over the samples, where Keras divides it by their number.
struct ActivityPenaltySummed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the activity regularizer summed over the samples, not divided by their number"
    let ways = [anatomy.gradients, anatomy.losses].map { sites in
      anatomy.slip("T105", title, in: sites.filter { $0.path.hasSuffix("_activity") }) { _, term in
        let summed = term.withoutSampleCount
        return summed == term ? nil : summed
      }
    }
    return ways.compactMap { $0 }
  }
}
