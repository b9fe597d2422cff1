import Equations

/// The mask is ignored: the masked numbers, −99 say, are fed as they are.
///
/// R08 is the same computation: `np.dot` of a `numpy.ma` array masks nothing.
struct MaskIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let slips = anatomy.inRecurrent(
      [.simpleRNN: "R03", .lstm: "L32", .gru: "G07"], "the mask ignored, masked numbers fed"
    ) { chosen in
      (MaskIgnored.revision(chosen.loops), .masks(chosen, "masked numbers as they were fed"))
    }
    let masked = anatomy.inRecurrent(
      [.simpleRNN: "R08"], "np.dot on a numpy.ma array, which masks nothing"
    ) {
      chosen in
      (MaskIgnored.revision(chosen.loops), .masks(chosen, "masked numbers as they were fed"))
    }
    return slips + masked
  }

  static func revision(_ loops: [String]) -> Revision {
    .start(in: loops) { call, equations in
      guard call.mask != nil else { return }
      call.mask = nil
      call.input = equations.unmasked(call.input)
    }
  }
}
