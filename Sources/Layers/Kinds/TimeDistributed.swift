import Equations
import Tensors
import Terms

/// The same layer for every timestep by itself.
struct TimeDistributed: Layer {
  static let classNames = ["TimeDistributed"]
  let inner: Part
  let version: KerasVersion
  private let formats: InnerFormat

  init(_ config: Config) throws {
    let (layer, innerConfig) = try config.layer("layer")
    inner = Part(innerConfig.name, groups: ["layer"], layer, innerConfig)
    version = config.version
    formats = InnerFormat(of: inner, in: config)
  }

  var title: String { "TimeDistributed(\(inner.title))" }
  var parts: [Part] { [inner] }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    guard input.term.shape.rank >= 1 else {
      throw eq.obstacle("its input has no axis of time", Advice.gap)
    }
    if eq.isTraining, input.term.shape[0] > 0, inner.layer.joinsTimesteps,
      version.isTensorFlow
    {
      return try inTraining(call, input, eq)
    }
    // A mask (T, …) of more than one axis has a row for each timestep.
    let mask = call.effectiveMask.flatMap { $0.shape.rank > 1 ? $0 : nil }
    var rows = [Equations.Rows("x", of: input.term)]
    if let mask { rows.append(Equations.Rows("m", of: mask)) }
    var open = try inner.begin(
      call.weights.part(0), beforeLoopOver: input.term.shape.removing(0),
      in: try formats.format(eq), to: eq)
    let (_, collected) = try eq.scan(rows) { rows, _, _ in
      let row = Signal(rows[0], mask: rows.count > 1 ? rows[1] : nil)
      let one = Call([row], weights: call.weights.part(0))
      let outputs = try inner.lower(one, in: &open, to: eq)
      let masks = version.major < 3 ? outputs.prefix(1).compactMap(\.mask) : []
      return Equations.Step(collected: outputs.prefix(1).map(\.term) + masks)
    }
    guard let y = collected.first else { return [] }
    return [Signal(y, mask: try outputMask(call, rows: collected.dropFirst().first, eq))]
  }

  /// What takes statistics of the batch: of every timestep in Keras 3, of all timesteps in tf.keras.
  private func inTraining(
    _ call: Call, _ input: Signal, _ eq: Equations
  ) throws -> [Signal] {
    var layer: (any Layer)?
    if let norm = inner.layer as? BatchNormalization {
      layer = norm.overTimesteps(rank: input.term.shape.rank - 1)
    }
    guard layer != nil || version.major < 3 else { return try inTurn(call, input, eq) }
    let whole = Signal(input.term, mask: call.effectiveMask)
    var open = try inner.begin(call.weights.part(0), in: try formats.format(eq), to: eq)
    return try eq.resume(&open) {
      let one = Call([whole], weights: call.weights.part(0))
      eq.note(inputs: [whole.term])
      let outputs = try layer?.lower(one, to: eq) ?? inner.layer.overTimesteps(one, to: eq)
      eq.note(outputs: outputs.map(\.term))
      return outputs.prefix(1).map { Signal($0.term, mask: $0.mask ?? call.effectiveMask) }
    }
  }

  /// The mask of all timesteps together.
  ///
  /// Keras 3 hands the input's on as it is. Keras 1 and 2 take what the inner layer makes of each
  /// timestep's; where it makes none, a timestep counts in which anything did.
  private func outputMask(_ call: Call, rows: Term?, _ eq: Equations) throws -> Term? {
    guard version.major < 3 else { return call.effectiveMask }
    if let rows { return rows }
    guard let mask = call.effectiveMask, mask.shape.rank > 1 else { return call.effectiveMask }
    let axes = Array(1..<mask.shape.rank)
    return try eq("m", mask(Reduce(.any, axes: axes)), "true where anything of the timestep counts")
  }
}
