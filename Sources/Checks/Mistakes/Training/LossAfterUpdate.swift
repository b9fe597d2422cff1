import Equations
import Terms

/// `L(W′)`: the loss of the batch, or a gradient, with the weights that the step has left; Keras takes those it began with.
struct LossAfterUpdate: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard !anatomy.updates.isEmpty, let loss = anatomy.program.loss?.name else { return [] }
    return [
      Slip(
        .known("T72").unpaired,
        "computed with the weights that the update has left, not with those before it",
        contrast: Slip.Contrast(
          at: "loss.\(loss.ascii)", right: "\(loss.unicode) of W", wrong: "\(loss.unicode) of W′"),
        isAfterUpdate: true)
    ]
  }
}
