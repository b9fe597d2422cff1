import Containers
import Equations

/// Layers one behind the other, as images are prepared by them.
struct Pipeline: Layer {
  static let classNames = ["Pipeline"]
  let parts: [Part]

  init(_ config: Config) throws {
    guard let list = config.value("layers")?.arrayValue else {
      throw config.error("layers", "a list of layers")
    }
    var names: Set<String> = []
    parts = try list.map { json in
      let (layer, inner) = try config.factory.layer(from: json, version: config.version)
      if let reason = (layer as? Unsupported)?.reason {
        throw ConfigError(
          layer: config.name, kind: config.kind, because: "\(inner.name) in it: \(reason)")
      }
      guard names.insert(inner.name).inserted else {
        throw config.error("layers", "layers of different names")
      }
      return Part(inner.name, groups: ["_pipeline_layers", inner.kind], layer, inner)
    }
  }

  var title: String { "Pipeline(\(parts.map(\.title).joined(separator: ", ")))" }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    var signal = try call.input(eq)
    for (index, part) in parts.enumerated() {
      let outputs = try part.lower(
        Call([signal], weights: call.weights.part(index)), to: eq)
      guard let next = outputs.first else { return [] }
      signal = next
    }
    return [signal]
  }
}
