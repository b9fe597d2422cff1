import Equations

/// `W − η·g₁`, then `− η·g₂` of the next sample with the weights that the first has left: an update for each sample of a
/// batch, where Keras makes one with their mean (T123).
struct UpdatedSampleBySample: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss != nil, !anatomy.updates.isEmpty, anatomy.samples > 1 else {
      return []
    }
    return [
      Slip(
        .known("T123").unpaired, "an update for each sample of the batch, one behind the other",
        contrast: Slip.Contrast(
          at: "the batch", right: "one update with the mean over \(anatomy.samples) samples",
          wrong: "\(anatomy.samples) updates, each with one sample"),
        isSampleBySample: true)
    ]
  }
}
