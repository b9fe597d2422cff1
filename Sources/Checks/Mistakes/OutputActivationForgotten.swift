import Equations
import Terms

/// `a = z` in the last layer: the logits, where that is a softmax.
struct OutputActivationForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let last = anatomy.last else { return [] }
    let isSoftmax = last.isApplied(Softmax.self)
    let hasRNN = anatomy.recurrent.contains { $0.family == .simpleRNN }
    let name: MistakeName =
      isSoftmax && anatomy.isRecurrent ? "L16" : hasRNN ? "R17" : "D03"
    return [
      Slip(
        name, isSoftmax ? "the softmax forgotten" : "the output activation forgotten",
        .equation("a", in: [last.path]) { Anatomy.argument($0.term) })
    ]
  }
}
