import Terms

/// The backward half at the sequence's last timestep, which is the first that it reads, as PyTorch's `output[:, -1]` has it
/// (B4); Keras puts out its state after all of them.
struct BackwardLastOfSequence: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    return anatomy.inEach(anatomy.frames("Bidirectional")) { frames in
      let backward = anatomy.backwardLoops(of: frames)
      guard !backward.isEmpty else { return nil }
      return Slip(
        .known("B4").unpaired, "the backward half of the last timestep alone, output[:, -1]",
        OtherTimestepPutOut.revision(backward) { $0(Slice([.at(0)])) },
        contrast: Slip.Contrast(
          at: backward[0], right: "the state after all timesteps, read from the end",
          wrong: "the state after t = T−1 alone, which it reads first"))
    }
  }
}
