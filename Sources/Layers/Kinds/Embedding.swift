import Equations
import Tensors
import Terms

/// `y = E[x]`: row x of the table E (input_dim, output_dim) for each index x.
///
/// E may be adapted by factors of low rank, or be in 8 or 4 bits (`QuantizedTable`). With `mask_zero`
/// the timesteps of index 0 are masked; their row is looked up all the same.
struct Embedding: Layer {
  static let classNames = ["Embedding"]
  static let ignoredKeys: Set<String> = ["quantization_config", "dropout"]
  let rows: Int
  let width: Int
  let masksZero: Bool
  let adaptation: LowRankAdaptation?
  let quantization: QuantizedTable?

  init(_ config: Config) throws { try self.init(config, quantizesInputs: false) }

  /// `quantizesInputs` says whether what comes back is brought to 8 bits where the config does not say.
  init(_ config: Config, quantizesInputs: Bool) throws {
    let (rows, width) = (try config.int("input_dim"), try config.int("output_dim"))
    (self.rows, self.width) = (rows, width)
    masksZero = try config.bool("mask_zero", default: false)
    adaptation = try LowRankAdaptation(config, of: "embeddings")
    quantization = try Quantization(config, quantizesInputs: quantizesInputs).map {
      QuantizedTable(quantization: $0, rows: rows, width: width)
    }
  }

  var title: String { "Embedding(\(rows), \(width))" }
  var weights: [WeightSpec] {
    Quantization.weights([WeightSpec("embeddings")], adaptation, quantization?.quantization)
  }
  /// Its inputs are indices.
  var castsInputs: Bool { false }
  var tableRows: Int? { rows }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    [try rows(of: try table(eq), at: try call.input(eq).term, eq)]
  }

  /// E, as it may be adapted.
  func table(_ eq: Equations) throws -> Term {
    try quantization?.table(eq)
      ?? eq.weight("embeddings", as: "E", [rows, width], adaptedBy: adaptation)
  }

  /// `E[x]`, masked where the index is 0 if that is wanted.
  func rows(of E: Term, at x: Term, _ eq: Equations) throws -> Signal {
    var row = Term.apply(Gather(), [E, x])
    if let scale = try quantization?.rowScale("s", eq) {
      row = row / .apply(Gather(), [scale(Reshape([rows, 1])), x])
    }
    if quantization != nil,
      let change = try adaptation?.addition(
        [rows, width], eq, times: { .apply(Gather(), [$0, x]) })
    {
      row = row + change
    }
    let y = try eq("y", row, "row x of the table, for each index x")
    guard masksZero else { return Signal(y) }
    let m = try eq("m", .apply(NotEqual(), [x, 0]), "false where index 0 masks a timestep")
    return Signal(y, mask: m)
  }
}
