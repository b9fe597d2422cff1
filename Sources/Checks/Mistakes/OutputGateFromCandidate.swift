/// `o = σ(z[candidate])`: the output gate reads the candidate's block, as `W[:, 16:24]` would.
struct OutputGateFromCandidate: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    OutputGateBlock.slips("L35", "the o gate reads the candidate block", 2, anatomy)
  }
}
