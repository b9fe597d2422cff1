import Equations
import Tensors
import Terms

/// `y = E[x]`, and called with `reverse=True` back again: `z = x·Eᵀ`, or `x·R` with a matrix R (width, rows) of its own;
/// with a soft cap c `z = c·tanh(z/c)`.
struct ReversibleEmbedding: Layer {
  static let classNames = ["ReversibleEmbedding"]
  static let ignoredKeys: Set<String> = ["quantization_config"]
  private let rows, width: Int
  private let masksZero, isTied: Bool
  private let cap: Double?
  private let adaptation: LowRankAdaptation?
  /// The format that the way back is computed in; nil for the layer's.
  private let format: DType?

  init(_ config: Config) throws {
    rows = try config.int("input_dim")
    width = try config.int("output_dim")
    masksZero = try config.bool("mask_zero", default: false)
    adaptation = try LowRankAdaptation(config, of: "embeddings")
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

  var title: String { "ReversibleEmbedding(\(rows), \(width))" }
  var weights: [WeightSpec] {
    LowRankAdaptation.weights(
      [WeightSpec("embeddings")] + (isTied ? [] : [WeightSpec("reverse_embeddings")]), adaptation)
  }
  var callArguments: [String] { ["inputs", "reverse"] }
  /// Its inputs are indices, or what is to be made rows again.
  var castsInputs: Bool { false }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    let E = try eq.weight("embeddings", as: "E", [rows, width], adaptedBy: adaptation)
    guard call.says("reverse") else {
      let y = try eq("y", .apply(Gather(), [E, x]), "row x of the table, for each index x")
      guard masksZero else { return [Signal(y)] }
      let m = try eq("m", .apply(NotEqual(), [x, 0]), "false where index 0 masks a timestep")
      return [Signal(y, mask: m)]
    }
    let back = isTied ? E(Permute()) : try eq.weight("reverse_embeddings", as: "R", [width, rows])
    let product = format.map { x(Cast($0)) • back(Cast($0)) } ?? x • back
    let z = try eq("z", product, "how well each row of the table fits")
    guard let cap else { return [Signal(z)] }
    let c = Term.number(cap)
    return [Signal(try eq("y", c * (z / c)(Tanh()), "kept between −\(cap) and \(cap)"))]
  }
}
