import Equations
import Terms

/// Two inputs of a model, of one shape, in each other's places (X8).
struct InputsExchanged: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let inputs = anatomy.program.inputs
    return inputs.indices.flatMap { first in
      inputs.indices.dropFirst(first + 1).compactMap { second in
        guard inputs[first].type == inputs[second].type else { return nil }
        let words = "\(inputs[first].name.unicode) and \(inputs[second].name.unicode)"
        return Slip(
          .known("X8").unpaired, "the inputs \(words) exchanged",
          contrast: Slip.Contrast(
            at: "the inputs", right: "in the order of the model", wrong: "\(words) exchanged"),
          inputs: { tensors in
            var tensors = tensors
            guard tensors.indices.contains(second) else { return tensors }
            tensors.swapAt(first, second)
            return tensors
          })
      }
    }
  }
}
