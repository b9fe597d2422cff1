import Equations
import Tensors
import Terms

/// `i = Σ ¬(x < B)`: into which of the stretches between the boundaries B a number falls, counted from 0.
struct Discretization: UnaryLayer {
  static let classNames = ["Discretization"]
  static let ignoredKeys: Set<String> = ["num_bins", "epsilon"]
  private let boundaries: [Double]
  private let output: CategoryOutput
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    guard let array = try config.array("bin_boundaries"), array.shape.rank == 1 else {
      throw config.error(
        "bin_boundaries", "a list of numbers: what adapt() found is not in this file")
    }
    boundaries = array.elements.map(DType.float32.rounded)
    output = try CategoryOutput(config, default: .int)
  }

  var title: String { "Discretization(\(boundaries.count + 1))" }
  var castsInputs: Bool { false }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let B = try eq.constant("B", [boundaries.count], .float32) { boundaries }
    let isBelow = Term.apply(Less(), [x(Reshape(x.shape.dims + [1])), B])
    let i = try eq(
      "i", isBelow(LogicalNot())(Reduce(.sum, axes: [-1])), "how many boundaries it has reached")
    return try eq("y", try output.term(i, of: boundaries.count + 1, eq), output.note)
  }
}
