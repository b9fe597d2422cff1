import Equations
import Tensors
import Terms

/// `h = cross_hash([x₁, x₂], n)`: two features or more, texts or whole numbers, as one of n bins.
struct HashedCrossing: Layer {
  static let classNames = ["HashedCrossing"]
  private let bins: Int
  private let output: CategoryOutput
  private let format: DType

  init(_ config: Config) throws {
    bins = try config.int("num_bins")
    guard bins > 0 else { throw config.error("num_bins", "1 or more") }
    output = try CategoryOutput(config, default: .int)
    guard output.mode == .int || output.mode == .oneHot else {
      throw config.error("output_mode", "int or one_hot")
    }
    format = output.mode == .int ? config.placeType : output.format
  }

  var title: String { "HashedCrossing(\(bins))" }
  var castsInputs: Bool { false }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let inputs = call.inputs.map(\.term)
    guard inputs.count > 1 else { throw eq.obstacle("it crosses two inputs or more", Advice.gap) }
    for x in inputs {
      guard x.shape.rank == 0 || x.shape == [1] else {
        throw eq.obstacle(
          "it crosses one value a sample, and an input is \(x.shape)",
          "Feed one value for each sample.")
      }
    }
    let h = try eq("h", .apply(CrossHash(bins), inputs), "the bin of all of them together")
    if output.mode == .int {
      return [Signal(format == .int64 ? h : try eq("y", h(Cast(format))))]
    }
    return [Signal(try eq("y", try output.term(h, of: bins, eq), output.note))]
  }
}
