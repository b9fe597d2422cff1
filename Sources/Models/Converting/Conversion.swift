import Containers
import Equations
import Layers

/// A model in a file that Keras 3 opens, with the weights as they lie in its own.
///
/// What was saved of its layers is written in Keras 3's words and read again as any file of Keras 3 is; the layers that
/// come of that get the weights of those that they stand for. So what is written is what is understood here.
package struct Conversion {
  package let target: ConversionTarget
  /// The file.
  package let bytes: [UInt8]
  /// What a person should know: what became otherwise, and what is not kept.
  package private(set) var remarks: [String]
  /// The weights as the layers of the file have them.
  private let weights: [LayerWeights]

  package init(_ model: Model, to target: ConversionTarget) throws {
    self.target = target
    var writer = LayerWriter(target, TensorShapes(model))
    let graph = GraphWriter(model.layer, named: model.name, path: "", writer)
    let architecture = try graph.json(&writer)
    let layer = try Opening.layer(
      architecture, version: ConversionTarget.version, file: model.origin.path,
      layers: LayerDefinitions())
    let whole = Part(model.name, groups: [], model.layer, Conversion.config(model.layer))
    let other = Part(layer.name, groups: [], layer, Conversion.config(layer))
    weights = model.weights.converted(from: whole, to: other).parts
    switch target {
    case .keras:
      var zip = ZipWriter()
      try zip.append("metadata.json", [Array(Conversion.metadata(model).text.utf8)])
      try zip.append("config.json", [Array(architecture.text.utf8)])
      let tree = try PathTree(layer, weights)
      try zip.append("model.weights.h5", [tree.root.bytes])
      bytes = try zip.finish()
    case .h5:
      bytes = try LegacyTree(architecture, layer, weights).root.bytes
    }
    remarks = writer.remarks
    if model.training != nil {
      remarks.append(
        "what compile was told and what the optimizer keeps is not written: call compile() before you train it again"
      )
    }
  }

  private static func config(_ layer: ModelLayer) -> Config {
    Config(
      name: layer.name, kind: layer.kind, version: ConversionTarget.version, json: layer.json,
      factory: LayerReader())
  }

  /// The date is the one on which Keras saved the model, so that the same model makes the same bytes.
  private static func metadata(_ model: Model) -> JSON {
    let version = JSON.string("\(ConversionTarget.version)")
    guard let date = model.origin.savedAt else { return .object(["keras_version": version]) }
    return .object(["keras_version": version, "date_saved": .string(date)])
  }
}

extension Conversion {
  /// Throws where a file that was written and read again has other weights than the model.
  package func checkWeights(of written: Model) throws {
    try Conversion.check(written.weights.parts, weights, written.layer.parts)
  }

  private static func check(
    _ one: [LayerWeights], _ two: [LayerWeights], _ parts: [Part]
  ) throws {
    for (index, part) in parts.enumerated() where one.indices.contains(index) {
      let other = two.indices.contains(index) ? two[index] : LayerWeights()
      for spec in part.layer.weights {
        let pair = [one[index], other].map { $0.own[spec.key] }
        guard let first = pair[0], let second = pair[1],
          try first.writtenBytes() == second.writtenBytes()
        else {
          throw ConversionError(
            "\(spec.key) of \(part.name) is not read as it was written: this is a fault of kerastep",
            hint: "Nothing is written. Please report it with the model.")
        }
      }
      try check(one[index].parts, other.parts, part.layer.parts)
    }
  }
}

extension WeightSource {
  /// The numbers as they are written.
  fileprivate func writtenBytes() throws -> [UInt8] { try HDF5Values(self).content.bytes }
}

extension Model {
  /// The numbers that the Masking layers in it take for nothing.
  package var maskValues: [Double] {
    layer.graph.nodes.compactMap { node in
      guard node.part.config.kind == "Masking" else { return nil }
      return node.part.config.json["mask_value"]?.doubleValue ?? 0
    }
  }
}
