import Equations
import Tensors
import Terms

/// `y = any(x = c)`, or their sum, for the categories c = 0, 1, …: numbers as vectors with a place for every category.
struct CategoryEncoding: Layer {
  static let classNames = ["CategoryEncoding"]
  private let count: Int
  private let output: CategoryOutput
  private let version: KerasVersion

  init(_ config: Config) throws {
    version = config.version
    guard config.value("num_tokens") != nil || config.value("max_tokens") != nil else {
      throw config.error("num_tokens", "how many categories there are")
    }
    count =
      try config.value("num_tokens") == nil ? config.int("max_tokens") : config.int("num_tokens")
    output = try CategoryOutput(config, default: .multiHot)
    guard output.mode != .int else {
      throw config.error("output_mode", "one_hot, multi_hot or count")
    }
  }

  var title: String { "CategoryEncoding(\(count))" }
  var castsInputs: Bool { false }
  var callArguments: [String] { ["inputs", "count_weights"] }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    let whole = try x.type().dtype.isFloat ? x(Cast(.int32)) : x
    try refuseOthers(whole, eq)
    let weights = call.keywords["count_weights"]?.tensors.first?.term
    let named = weights.map { eq.local("w", $0) }
    if named != nil, output.mode != .count {
      throw eq.obstacle(
        "it is given count_weights, and its output_mode is \(output.mode.rawValue)",
        "Keras takes them with output_mode=\"count\" alone: call it without.")
    }
    if let named, named.shape != x.shape {
      throw eq.obstacle(
        "its count_weights are \(named.shape), and its input is \(x.shape)",
        "Give one weight for each number.")
    }
    return [
      Signal(try eq("y", try output.term(whole, of: count, weights: named, eq), output.note))
    ]
  }

  /// tf.keras ends with an error for what is no category. Keras 3 counts numbers, of which none may be negative, and makes
  /// vectors of 0 of those that are too great.
  private func refuseOthers(_ x: Term, _ eq: Equations) throws {
    let isBelow = Term.apply(Less(), [x, 0])
    let isNone: Term
    if version.major < 3 {
      isNone = .apply(LogicalOr(), [isBelow, .apply(GreaterEqual(), [x, .number(Double(count))])])
    } else if output.mode != .oneHot, x.shape.rank > 0 {
      isNone = isBelow
    } else {
      return
    }
    _ = try eq.refused(where: isNone, "a number that is no category")
  }
}
