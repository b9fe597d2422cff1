import Containers
import Debugging
import Equations
import Layers
import Models
import Tensors
import Terms
import TestSupport
import Training

/// A model of `Tests/Fixtures/training/acting` whose layers do otherwise in training: one step of it as Keras made it, with
/// all that was drawn at random.
package struct ActingCase: Sendable, CustomStringConvertible {
  package let file: String
  package let title: String
  private let told: JSON
  private let sections: [(name: String, tensor: Tensor)]

  package var description: String { "\(file) \(title)" }

  package static let all = Fixtures.names(in: "training/acting").filter { $0.hasSuffix(".npz") }
    .flatMap { (try? cases(in: $0)) ?? [] }

  private static func cases(in file: String) throws -> [ActingCase] {
    let path = Fixtures.path("training/acting/\(file)")
    let arrays = try Npz(try FileBytes(path: path).bytes, name: file)
    let list = try JSON(parsing: try arrays.array("cases").bytes(), file: file)
    var rest = try Tensor(try arrays.array("numbers")).elements[...]
    return (list.arrayValue ?? []).map { told in
      let sections = (told["sections"]?.arrayValue ?? []).map { entry in
        let shape = Shape((entry[1]?.arrayValue ?? []).compactMap(\.intValue))
        defer { rest = rest.dropFirst(shape.count) }
        return (
          name: entry[0]?.stringValue ?? "",
          tensor: Tensor(shape, .float32, Array(rest.prefix(shape.count)))
        )
      }
      return ActingCase(
        file: file, title: told["title"]?.stringValue ?? "", told: told, sections: sections)
    }
  }

  // MARK: What Keras had

  package func tensor(_ name: String) -> Tensor? {
    sections.first { $0.name == name }?.tensor
  }

  /// The arrays whose names begin so, without that beginning: gradients by Keras' paths, in the order of its trainable
  /// weights.
  package func tensors(_ prefix: String) -> [(name: String, tensor: Tensor)] {
    sections.filter { $0.name.hasPrefix(prefix) }.map {
      (String($0.name.dropFirst(prefix.count)), $0.tensor)
    }
  }

  package var version: KerasVersion {
    told["keras_version"]?.stringValue.flatMap { KerasVersion($0) } ?? KerasVersion(3)
  }

  // MARK: A run of it

  /// The model as it was before the step.
  package func model() throws -> Model {
    let weights = tensors("w").filter { Int($0.name) != nil }.map(\.tensor)
    let named = weights.enumerated().map { $0.element.named("w\($0.offset)") }
    let bytes = try Npz.write(named).withUnsafeBytes { Bytes(copying: $0) }
    let arrays = try Npz(bytes, name: title)
    var next = 0
    let layers = try (told["w_layers"]?.arrayValue ?? []).map { layer in
      let count = layer[1]?.intValue ?? 0
      defer { next += count }
      return LayerArrays(
        layer[0]?.stringValue ?? "",
        try (next..<next + count).map { try arrays.array("w\($0)") })
    }
    return try Model(
      told["architecture"] ?? .null, version: version, arrays: layers, named: description)
  }

  /// How many samples the batch has.
  package var samples: Int { tensor("x0")?.shape.dims.first ?? 0 }

  /// A batch of one sample of an array of all of them.
  private func batch(_ name: String, _ sample: Int?) -> Tensor? {
    guard let whole = tensor(name), let sample else { return tensor(name) }
    return whole.row(sample).flatMap { Tensor.stack([$0]) }
  }

  /// The step in training, of all samples or of one of them, with what Keras drew; it is not gone through yet.
  package func machine(
    _ model: Model, precision: DType? = nil, sample: Int? = nil
  ) throws -> Machine {
    guard let x = batch("x0", sample), let y = batch("y0", sample) else {
      throw Missing(name: title)
    }
    let shapes = [x.shape.removing(0)]
    let outputs = try model.program(for: shapes, trainingSeed: 1).outputs.map(\.shape)
    let compiled = Compiled(told["compile"] ?? .null, generation: Generation(version))
    let aim = try Aim([0: y], for: model, outputs, samples: x.shape[0], as: compiled)
    let program = try model.program(
      for: shapes, aiming: aim, as: Aim.Mode(seed: 1, precision: precision))
    let inputs = zip(program.inputs, [x]).map { $1.cast(to: $0.dtype) }
    let machine = try Machine(
      program, inputs: Machine.samples(of: inputs), targets: aim.samples)
    try draw(machine, for: sample.map { [$0] } ?? Array(0..<samples))
    return machine
  }

  package struct Missing: Error {
    package let name: String
  }

  /// Puts what Keras drew in place of what was drawn here: several arrays make one, where Keras draws gate by gate or
  /// timestep by timestep.
  private func draw(_ machine: Machine, for those: [Int]) throws {
    var rest = tensors("drawn").map(\.tensor)[...]
    for draw in machine.program.draws {
      let value = machine.program.values[draw.value]
      var rows = [[Double]](repeating: [], count: samples)
      while rows[0].count < value.shape.count {
        guard let next = rest.popFirst() else { throw Missing(name: "a draw for \(value.name)") }
        let count = draw.isShared ? next.count : next.count / samples
        for sample in 0..<samples {
          let start = draw.isShared ? 0 : sample * count
          rows[sample] += next.elements[start..<start + count]
        }
      }
      guard rows[0].count == value.shape.count else {
        throw Missing(name: "a draw of \(value.shape) for \(value.name)")
      }
      for (place, sample) in those.enumerated() {
        _ = try machine.edit(
          value, sample: place, to: Tensor(value.shape, value.dtype, rows[sample]))
      }
    }
    guard rest.isEmpty else { throw Missing(name: "a value for \(rest.count) draws") }
  }
}
