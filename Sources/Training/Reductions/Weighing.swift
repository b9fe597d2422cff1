import Equations
import Tensors
import Terms

/// The losses of places with their weights, added up over places and samples.
///
/// `L = Σ w ⊙ ℓ / n`: n is 1, how many places all samples have, or Σw. A mask is a weight of 0 or 1; where the sum
/// is divided by the number of places, those that count weigh `places / places that count`, so that Keras averages
/// over them alone.
struct Weighing {
  let values: Term
  let weight: Term?
  let mask: Term?
  let reduction: Reduction
  /// Whether masked places count in the mean, as places without loss.
  let countsMasked: Bool

  init(
    _ values: Term, weight: Term?, mask: Term?, _ reduction: Reduction, countsMasked: Bool
  ) {
    self.values = values
    self.weight = weight
    self.mask = mask
    self.reduction = reduction
    self.countsMasked = countsMasked
  }

  /// The equation of the batch's loss.
  func write(to eq: some BatchEquations) throws -> Term {
    let w = try weights(eq)
    guard reduction != .none else { return try weighed(w, eq) }
    let sum = try eq.sumOverSamples(
      Name("l_sum", "Σℓ"), weighed(w, eq).sum(), "over all places and samples")
    switch reduction {
    case .sum, .none: return sum
    case .meanWithSampleWeight where w != nil:
      let total = try eq.sumOverSamples(
        Name("w_sum", "Σw"), (w ?? 1).sum(), "over all weights and samples")
      return try eq("L", .quotientOrZero(sum, total), "loss of the batch")
    case .sumOverBatchSize, .mean, .meanWithSampleWeight:
      let places = Double(values.shape.count)
      let count = places == 1 ? eq.sampleCount : eq.sampleCount * .number(places)
      return try eq("L", sum / count, "mean over the places of \(Equation.batch)")
    }
  }

  private func weighed(_ w: Term?, _ eq: some EquationList) throws -> Term {
    guard let w else { return values }
    return try eq(
      Name("l_w", "ℓw"), values * PlaceRanks.weight(w, for: values), "weighed")
  }

  /// Weights and mask in one; nil where every place weighs 1.
  private func weights(_ eq: some BatchEquations) throws -> Term? {
    guard let mask else { return weight }
    let share = try maskWeight(mask, eq)
    guard let weight else { return share }
    return try eq("w", PlaceRanks.weight(weight, for: share) * share, "weights of what counts")
  }

  /// What a place that counts weighs.
  private func maskWeight(_ mask: Term, _ eq: some BatchEquations) throws -> Term {
    let m = mask.cast(values.dtype)
    guard !countsMasked, reduction == .sumOverBatchSize || reduction == .mean else { return m }
    let valid = try eq.sumOverSamples("valid", m.sum(), "how many places count")
    let places = Double(mask.shape.count)
    let total = places == 1 ? eq.sampleCount : eq.sampleCount * .number(places)
    let share = try eq("share", .quotientOrZero(total, valid), "what a place that counts weighs")
    return try eq(Name("w_m", "wₘ"), .select(mask, share, 0), "weights by the mask")
  }
}
