import Terms

/// `softmax(z, axis=0)`: along the samples, not along the classes.
struct SoftmaxAlongSamples: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Softmaxes.slips("L15", "softmax along axis 0", anatomy) { z, samples in
      z(AllSamples(count: samples))(Softmax(axis: 0))(OwnSample())
    }
  }
}
