import Equations
import Tensors
import Terms

/// `y = E[x]`, and called with `reverse=True` back again: `z = x·Eᵀ`, or `x·R` with a matrix R (width, rows) of its own;
/// with a soft cap c `z = c·tanh(z/c)`.
struct ReversibleEmbedding: Layer {
  static let classNames = ["ReversibleEmbedding"]
  static let ignoredKeys: Set<String> = ["quantization_config"]
  private let embedding: Embedding
  private let isTied: Bool
  private let cap: Double?
  /// The format that the way back is computed in; nil for the layer's.
  private let format: DType?

  init(_ config: Config) throws {
    embedding = try Embedding(config, quantizesInputs: true)
    isTied = try config.bool("tie_weights", default: true)
    cap = config.value("logit_soft_cap") == nil ? nil : try config.double("logit_soft_cap")
    guard config.value("reverse_dtype") != nil else {
      format = nil
      return
    }
    guard let format = DType(rawValue: try config.string("reverse_dtype")), format.isFloat else {
      throw config.error("reverse_dtype", "a format of floats, or null")
    }
    self.format = format
  }

  var title: String { "ReversibleEmbedding(\(embedding.rows), \(embedding.width))" }
  var weights: [WeightSpec] {
    if let quantization = embedding.quantization {
      return embedding.weights + (isTied ? [] : quantization.reverseWeights)
    }
    return LowRankAdaptation.weights(
      [WeightSpec("embeddings")] + (isTied ? [] : [WeightSpec("reverse_embeddings")]),
      embedding.adaptation)
  }
  var callArguments: [String] { ["inputs", "reverse"] }
  /// Its inputs are indices, or what is to be made rows again.
  var castsInputs: Bool { false }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    guard call.says("reverse") else {
      return [try embedding.rows(of: try embedding.table(eq), at: x, eq)]
    }
    let product: Term
    if let quantization = embedding.quantization {
      product = try quantization.back(x, isTied: isTied, eq)
    } else {
      let back =
        try isTied
        ? embedding.table(eq)(Permute())
        : eq.weight("reverse_embeddings", as: "R", [embedding.width, embedding.rows])
      product = format.map { x(Cast($0)) • back(Cast($0)) } ?? x • back
    }
    let z = try eq("z", product, "how well each row of the table fits")
    guard let cap else { return [Signal(z)] }
    let c = Term.number(cap)
    return [Signal(try eq("y", c * (z / c)(Tanh()), "kept between −\(cap) and \(cap)"))]
  }
}
