import Equations
import Terms

/// `a = σ(z)` where the last layer has relu.
struct SigmoidForOutputRelu: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let last = anatomy.last, last.isApplied(Relu.self) else { return [] }
    return [
      Slip(
        "D05", "σ guessed for the output's relu",
        .equation("a", in: [last.path]) { Anatomy.argument($0.term)(Sigmoid()) })
    ]
  }
}
