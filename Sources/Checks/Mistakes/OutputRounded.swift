import Equations
import Tensors
import Terms

/// `predict(x).round()`: the outputs as whole numbers.
struct OutputRounded: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard !anatomy.program.outputs.isEmpty else { return [] }
    let revision = Revision.output { outputs, equations in
      try outputs.map { output in
        guard let value = output.value, value.dtype.isFloat else { return output }
        return try equations(value.name, output(Round()))
      }
    }
    return [
      Slip(
        "D17", "the output rounded to whole numbers", revision,
        contrast: Slip.Contrast(at: "output", right: "a", wrong: "round(a)"),
        roundsOutput: true)
    ]
  }
}
