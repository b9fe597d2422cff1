import Equations
import Tensors
import Terms

/// `ℓ = (1 − p^q)/q`, p the number of ŷ (…, classes) in the place of the class y (…).
package struct CategoricalGeneralizedCrossEntropy: BatchwiseLoss {
  package static let className = "CategoricalGeneralizedCrossEntropy"
  package static let functionNames = ["categorical_generalized_cross_entropy"]
  package static let takesClasses = true

  let q: Double

  package init(_ saved: Saved) throws(Obstacle) {
    q = try saved.double("q", default: 0.5)
    guard q > 0, q < 1 else { throw saved.refusal("q", "a number between 0 and 1") }
  }

  package func write(
    _ y: Term, _ prediction: Prediction, to eq: some BatchEquations
  ) throws -> PlaceLosses {
    let output = prediction.output
    let hot = try eq.oneHot(try eq.classes(y, output), output.shape.width, as: output.dtype)
    let p = try eq("p", (output * hot).sum([-1]), "ŷ in the place of the class y")
    let loss = (1 - .power(p, .number(q))) / .number(q)
    return PlaceLosses(try places(loss, "the nearer q is to 1, the less a wrong label counts", eq))
  }
}
