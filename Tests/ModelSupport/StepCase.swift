import Containers
import Equations
import Layers
import Models
import Tensors
import Terms
import TestSupport
import Training

/// A compiled model of `Tests/Fixtures/training/steps`, and what Keras made of it in five updates on one batch.
package struct StepCase: Sendable, CustomStringConvertible {
  package let file: String
  package let number: String
  package let title: String
  /// What is told of it beside its numbers.
  package let told: JSON
  private let arrays: Npz

  package var description: String { "\(file) \(number): \(title)" }

  package static let files = Fixtures.names(in: "training/steps").filter { $0.hasSuffix(".npz") }
  package static let all = files.flatMap { (try? cases(inFile: "training/steps/\($0)")) ?? [] }

  /// The cases whose loss is an author's own, with what is typed in its place.
  package static let typed = ["k3", "k2"].flatMap {
    (try? cases(inFile: "training/typed/typed.\($0).npz")) ?? []
  }

  /// The cases of a file of the fixtures.
  package static func cases(inFile name: String) throws -> [StepCase] {
    let path = Fixtures.path(name)
    let file = name.split(separator: "/").last.map(String.init) ?? name
    let arrays = try Npz(try FileBytes(path: path).bytes, name: file)
    let list = try JSON(parsing: try arrays.array("cases").bytes(), file: file)
    return try (list.objectValue ?? [:]).map { number, title in
      let told = try JSON(parsing: try arrays.array("\(number)/case").bytes(), file: file)
      return StepCase(
        file: file, number: number, title: title.stringValue ?? "", told: told, arrays: arrays)
    }
  }

  /// Whether it has a BatchNormalization, which takes statistics of the batch.
  package var isNormalized: Bool {
    title.contains("BatchNormalization") || file.hasPrefix("distributed")
  }

  /// Whether a layer of it changes a weight before the weight is read.
  package var changesWeightsFirst: Bool { file.hasPrefix("spectral") }

  /// The model as it was before the steps.
  package func model() throws -> Model {
    var next = 0
    let weights = try (told["w_layers"]?.arrayValue ?? []).map { layer in
      let count = layer[1]?.intValue ?? 0
      defer { next += count }
      return LayerArrays(
        layer[0]?.stringValue ?? "",
        try (next..<next + count).map { try arrays.array("\(number)/w\($0)") })
    }
    return try Model(
      told["architecture"] ?? .null, version: version, arrays: weights, named: description)
  }

  package var version: KerasVersion {
    told["keras_version"]?.stringValue.flatMap { KerasVersion($0) } ?? KerasVersion(3)
  }

  /// What `compile` was told.
  package var compiled: Compiled {
    Compiled(told["compile"] ?? .null, generation: Generation(version))
  }

  /// What is typed in place of a loss whose code is in no file; nil where Keras' own is meant.
  package var typed: String? { told["typed"]?.stringValue }

  /// An array of its own: `x0`, `y0`, `sample_weight0`, `loss`.
  package func tensor(_ name: String) throws -> Tensor? {
    guard arrays.contains("\(number)/\(name)") else { return nil }
    return try Tensor(try arrays.array("\(number)/\(name)"))
  }

  /// The arrays `x0`, `x1`, … or another letter's.
  package func tensors(_ letter: String) throws -> [Tensor] {
    var result: [Tensor] = []
    while let next = try tensor("\(letter)\(result.count)") { result.append(next) }
    return result
  }

  /// What samples weigh, by output.
  package func sampleWeights() throws -> [Int: Tensor] {
    var result: [Int: Tensor] = [:]
    for output in try tensors("y").indices {
      result[output] = try tensor("sample_weight\(output)")
    }
    return result
  }

  /// What the model is to predict, judged as `compile` was told, or by what is typed in place of that.
  package func aim(_ model: Model) throws -> Aim {
    let inputs = try tensors("x")
    let outputs = try model.program(for: inputs.map { $0.shape.removing(0) }).outputs
    let targets = try tensors("y").enumerated().map { ($0.offset, $0.element) }
    return try Aim(
      Dictionary(uniqueKeysWithValues: targets), for: model, outputs.map(\.shape),
      samples: inputs.first?.shape.dims.first ?? 0, as: compiled,
      words: try typed.map { try LossWords($0, outputs: model.outputNames) },
      weights: try sampleWeights())
  }

  /// The gradients of the first step, by Keras' paths.
  package func gradients() throws -> [(path: String, tensor: Tensor)] {
    try cut("grad", told["variables"]) { $0[2]?.boolValue == true }
  }

  /// The sums over lookups of the squares of gradients, or of their sizes, by Keras' paths.
  package func lookups(_ kind: String) throws -> [(path: String, tensor: Tensor)] {
    try cut(kind, told["variables"]) { $0[3]?.boolValue == true }
  }

  /// All variables after one update or after five, by Keras' paths.
  package func variables(after steps: Int) throws -> [(path: String, tensor: Tensor)] {
    try cut("after\(steps)", told["variables"]) { _ in true }
  }

  /// The optimizer's arrays after one update or after five, in the order of a file.
  package func optimizer(after steps: Int) throws -> [Tensor] {
    try cut("optimizer\(steps)", told["optimizer"]) { _ in true }.map(\.tensor)
  }

  /// Numbers one behind the other, as the arrays of a list of names and shapes.
  private func cut(_ name: String, _ list: JSON?, _ counts: (JSON) -> Bool) throws
    -> [(path: String, tensor: Tensor)]
  {
    var rest = (try tensor(name)?.elements ?? [])[...]
    return (list?.arrayValue ?? []).filter(counts).map { entry in
      let shape = Shape((entry[1]?.arrayValue ?? []).compactMap(\.intValue))
      defer { rest = rest.dropFirst(shape.count) }
      return (
        entry[0]?.stringValue ?? "", Tensor(shape, .float32, Array(rest.prefix(shape.count)))
      )
    }
  }
}
