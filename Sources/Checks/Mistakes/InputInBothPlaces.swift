import Equations
import Terms

/// One input of a model in the place of another one of its shape as well (X14).
struct InputInBothPlaces: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let inputs = anatomy.program.inputs
    return inputs.indices.flatMap { own in
      inputs.indices.compactMap { other in
        guard own != other, inputs[own].type == inputs[other].type else { return nil }
        let (name, place) = (inputs[own].name.unicode, inputs[other].name.unicode)
        return Slip(
          .possible("X14").unpaired, "the input \(name) in the place of \(place) too",
          contrast: Slip.Contrast(
            at: "the inputs", right: "\(name) and \(place)", wrong: "\(name) twice"),
          inputs: { tensors in
            var tensors = tensors
            guard tensors.indices.contains(own), tensors.indices.contains(other) else {
              return tensors
            }
            tensors[other] = tensors[own]
            return tensors
          })
      }
    }
  }
}
