/// `W_o = W[:, :8]`: the output gate reads the input gate's block, a slip that does run.
struct OutputGateFromInput: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    OutputGateBlock.slips("L36", "the o gate reads the input block", 0, anatomy)
  }
}
