import Equations
import Tensors
import Terms

/// `s = Σ scale ⊙ tanh(q + k)`, `α = softmax(s)`, `y = α·v`: Bahdanau's attention.
struct AdditiveAttention: DenseAttention {
  static let classNames = ["AdditiveAttention"]
  let usesScale: Bool
  let isCausal: Bool
  let version: KerasVersion
  let dropout: Double

  init(_ config: Config) throws {
    usesScale = try config.bool("use_scale", default: true)
    isCausal = try config.bool("causal", default: false)
    version = config.version
    dropout = try config.double("dropout", default: 0)
  }

  var weights: [WeightSpec] { usesScale ? [WeightSpec("scale")] : [] }

  func scores(_ q: Term, _ k: Term, _ eq: Equations) throws -> Term {
    let t = try eq("t", PairedRows.sum(q, k)(Tanh()), "every query beside every key")
    let scale = usesScale ? try eq.weight("scale", as: "scale", [q.shape.width]) : nil
    return (scale.map { $0 * t } ?? t)(Reduce(.sum, axes: [-1]))
  }
}
