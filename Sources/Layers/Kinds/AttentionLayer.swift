import Equations
import Tensors
import Terms

/// `s = q·kᵀ`, `α = softmax(s)`, `y = α·v`: dot-product attention without projections.
///
/// With `use_scale` s is multiplied by a weight; with `score_mode="concat"`
/// `s = w·Σ tanh(scale·(q + k))`, every query beside every key.
struct AttentionLayer: DenseAttention {
  static let classNames = ["Attention"]
  let usesScale: Bool
  let concatenates: Bool
  let isCausal: Bool
  let version: KerasVersion
  let dropout: Double

  init(_ config: Config) throws {
    usesScale = try config.bool("use_scale", default: false)
    let mode = try config.string("score_mode", default: "dot")
    guard ["dot", "concat"].contains(mode) else {
      throw config.error("score_mode", "dot or concat")
    }
    concatenates = mode == "concat"
    isCausal = try config.bool("causal", default: false)
    version = config.version
    dropout = try config.double("dropout", default: 0)
  }

  var weights: [WeightSpec] {
    (usesScale ? [WeightSpec("scale")] : [])
      + (concatenates ? [WeightSpec("concat_score_weight")] : [])
  }

  func scores(_ q: Term, _ k: Term, _ eq: Equations) throws -> Term {
    let scale = usesScale ? try eq.weight("scale", as: "scale", []) : nil
    guard concatenates else {
      let s = q • Attending.transposed(k)
      return scale.map { s * $0 } ?? s
    }
    let pairs = PairedRows.sum(q, k)
    let w = try eq.weight("concat_score_weight", as: "w", [])
    return w * (scale.map { $0 * pairs } ?? pairs)(Tanh())(Reduce(.sum, axes: [-1]))
  }
}

/// Every query beside every key.
enum PairedRows {
  /// `q + k` for each pair of rows: (T, S, d).
  static func sum(_ q: Term, _ k: Term) -> Term {
    q(Reshape([q.shape[0], 1, q.shape[1]])) + k(Reshape([1, k.shape[0], k.shape[1]]))
  }
}
