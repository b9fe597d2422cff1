import Terms

/// `exp(z)/Σ exp(z)` with the sum over all rows of the batch.
struct SoftmaxOverBatch: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Softmaxes.slips("L14", "softmax over the whole batch", anatomy) { z, samples in
      let all = z(AllSamples(count: samples))
      let highest = all(Reduce(.max))
      return (z - highest)(Exp()) / (all - highest)(Exp())(Reduce(.sum))
    }
  }
}
