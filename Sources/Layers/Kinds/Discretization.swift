import Equations
import Tensors
import Terms

/// `i = Σ ¬(x < B)`: into which of the stretches between the boundaries B a number falls, counted from 0.
///
/// What adapt() found stands in the config as B; Keras 2 keeps a summary of the numbers that it saw in place of it, and makes B
/// of that when it loads an .h5 or a SavedModel, and not of a .keras.
struct Discretization: Layer {
  static let classNames = ["Discretization"]
  static let ignoredKeys: Set<String> = ["epsilon"]
  /// Nil where they are made of the summary.
  private let listed: [Double]?
  private let bins: Int
  private let output: CategoryOutput

  init(_ config: Config) throws {
    let array = try config.array("bin_boundaries")
    bins = config.value("num_bins") == nil ? 0 : try config.int("num_bins")
    guard array.map({ $0.shape.rank == 1 }) ?? (config.version.major < 3 && bins > 0) else {
      throw config.error(
        "bin_boundaries", "a list of numbers: without adapt() Keras does not predict with it")
    }
    listed = array?.elements.map(DType.float32.rounded)
    if let listed, zip(listed, listed.dropFirst()).contains(where: { $0 > $1 }) {
      throw config.error("bin_boundaries", "numbers of which none is below the one before it")
    }
    output = try CategoryOutput(config, default: .int)
  }

  var title: String { "Discretization(\(listed.map { $0.count + 1 } ?? bins))" }
  var castsInputs: Bool { false }
  var weights: [WeightSpec] { listed == nil ? [WeightSpec("summary", isTrainable: false)] : [] }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    let (x, boundaries) = (input.term, try boundaries(call, eq))
    guard !boundaries.isEmpty else { return [try single(x, eq)] }
    let B = try eq.constant("B", [boundaries.count], .float32) { boundaries }
    let isBelow = Term.apply(Less(), [x(Reshape(x.shape.dims + [1])), B])
    let i = try eq(
      "i", isBelow(LogicalNot())(Reduce(.sum, axes: [-1])), "how many boundaries it has reached")
    return [Signal(try eq("y", try output.term(i, of: boundaries.count + 1, eq), output.note))]
  }

  private func boundaries(_ call: Call, _ eq: Equations) throws -> [Double] {
    if let listed { return listed }
    guard let source = call.weights.own["summary"], let summary = try BinSummary(source) else {
      throw eq.obstacle(
        "what adapt() found is not in the file", "Call adapt() before the model is saved.")
    }
    guard !call.weights.areByPath else { return [] }
    return summary.boundaries(bins)
  }

  /// The one bin of a layer without boundaries.
  private func single(_ x: Term, _ eq: Equations) throws -> Signal {
    if listed == nil {
      eq.remark(
        "tf.keras makes no boundaries of what adapt() found when it loads a .keras: every number falls into bin 0, as there; "
          + "an .h5 of the model has them")
    }
    let i = try eq("i", Term.apply(Less(), [x, x])(Cast(.int32)), "there are no boundaries")
    return Signal(try eq("y", try output.term(i, of: 1, eq), output.note))
  }
}
