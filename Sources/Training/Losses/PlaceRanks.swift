import Tensors
import Terms

/// y and ŷ brought to the same number of axes, where one of them has a last axis of length 1 too many.
enum PlaceRanks {
  /// As Keras does before every loss; what fits in no such way stays as it is.
  static func aligned(_ y: Term, _ prediction: Prediction) -> (y: Term, prediction: Prediction) {
    let output = prediction.output
    let (mine, its) = (y.shape.rank, output.shape.rank)
    if mine == its + 1, y.shape.width == 1 {
      return (without(y), prediction)
    }
    guard its == mine + 1, output.shape.width == 1 else { return (y, prediction) }
    // One number for each sample belongs to the one place of ŷ.
    if mine == 0 { return (y(Reshape([1])), prediction) }
    return (y, Prediction(without(output), logits: prediction.logits.map(without)))
  }

  private static func without(_ term: Term) -> Term {
    term(Reshape(Array(term.shape.dims.dropLast())))
  }

  /// Weights or a mask beside the losses of places: one axis more or less is put right, as Keras does.
  static func weight(_ weight: Term, for values: Term) -> Term {
    let (mine, its) = (weight.shape.rank, values.shape.rank)
    if mine == its + 1, weight.shape.width == 1 { return without(weight) }
    if its == mine + 1, mine > 0 { return weight(Reshape(weight.shape.dims + [1])) }
    return weight
  }
}
