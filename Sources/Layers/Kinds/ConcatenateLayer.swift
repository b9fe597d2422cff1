import Equations
import Tensors
import Terms

/// `y = [x₁, x₂, …]` along an axis.
///
/// Masks behind each other follow the axis of time; along another axis a timestep counts when all
/// inputs keep it (Keras 2), or when any does or has no mask (Keras 3). A FeatureSpace's (`TFDConcat`) hands none on.
struct ConcatenateLayer: Layer {
  static let classNames = ["Concatenate", "TFDConcat"]
  let kind: String
  let axis: Int
  let version: KerasVersion

  init(_ config: Config) throws {
    kind = config.kind
    axis = try config.wholeNumber("axis", default: -1)
    version = config.version
  }

  var title: String { kind }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard let first = call.inputs.first?.term else {
      throw eq.obstacle("it has nothing to concatenate", Advice.gap)
    }
    let rank = first.shape.rank
    let place = try eq.sampleAxis(axis, of: rank)
    let terms = call.inputs.map(\.term)
    let y = try eq("y", .apply(Concatenate(axis: place == rank - 1 ? -1 : place), terms))
    let mask = kind == "TFDConcat" ? nil : try mask(call.inputs, place, rank, eq)
    return [Signal(y, mask: mask)]
  }

  private func mask(
    _ inputs: [Signal], _ place: Int, _ rank: Int, _ eq: Equations
  ) throws -> Term? {
    let masks = Term.numbered(inputs.compactMap(\.mask), "m", eq)
    guard let first = masks.first, rank >= 2 else { return nil }
    if place == 0 {
      let all = Term.numbered(
        inputs.map { $0.mask ?? Term.trueOverTime($0.term) }, "m", eq)
      return try eq("m", .apply(Concatenate(), all))
    }
    if version.major >= 3 {
      if masks.count < inputs.count { return try eq("m", Term.trueOverTime(inputs[0].term)) }
      if masks.count == 1 { return first }
      return try eq("m", try eq.folded(masks) { .apply(LogicalOr(), [$0, $1]) })
    }
    if masks.count == 1 { return first }
    return try eq("m", try eq.folded(masks) { .apply(LogicalAnd(), [$0, $1]) })
  }
}

extension Term {
  /// True for every timestep of a sequence.
  fileprivate static func trueOverTime(_ sequence: Term) -> Term {
    let axes = Array(1..<max(sequence.shape.rank, 1))
    let isNumber = Term.apply(Equal(), [sequence, sequence])
    let isAnything = Term.apply(LogicalOr(), [isNumber, sequence(IsNaN())])
    return isAnything(Reduce(.all, axes: axes))
  }
}
