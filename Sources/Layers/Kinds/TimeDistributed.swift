import Containers
import Equations
import Tensors

/// The same layer for every timestep by itself.
struct TimeDistributed: Layer {
  static let classNames = ["TimeDistributed"]
  let inner: Part

  init(_ config: Config) throws {
    let (layer, innerConfig) = try config.layer("layer")
    inner = Part(innerConfig.name, groups: ["layer"], layer, innerConfig)
  }

  var title: String { "TimeDistributed(\(inner.layer.title))" }
  var parts: [Part] { [inner] }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    guard input.term.shape.rank >= 1 else {
      throw eq.obstacle("its input has no axis of time", "")
    }
    // A mask (T, …) of more than one axis has a row for each timestep.
    let mask = call.effectiveMask.flatMap { $0.shape.rank > 1 ? $0 : nil }
    var rows = [Equations.Rows("x", of: input.term)]
    if let mask { rows.append(Equations.Rows("m", of: mask)) }
    let (_, collected) = try eq.scan(rows) { rows, _, _ in
      let row = Signal(rows[0], mask: rows.count > 1 ? rows[1] : nil)
      let outputs = try inner.lower(Call([row], weights: call.weights.part(0)), to: eq)
      return Equations.Step(collected: outputs.prefix(1).map(\.term))
    }
    return collected.map { Signal($0, mask: input.mask) }
  }
}
