import Checks
import Containers
import Debugging
import Equations
import Layers
import ModelSupport
import Models
import TestSupport
import Tensors
import Terms
import Testing
import Training

/// The wrong numbers of a step of a compiled model, made by `making/step_slips.py`.
struct StepSlips: Sendable, CustomTestStringConvertible {
  let name: String
  /// The mistake ("right" for none), what it was made in, the place, and its numbers.
  let found: [(id: String, variant: String, place: String, numbers: Tensor)]
  private let told: JSON
  private let arrays: Npz

  var testDescription: String { name }

  static func all() throws -> [StepSlips] {
    try ["mistakes/steps.npz", "mistakes/further.npz", "mistakes/constants.npz"].flatMap(all)
  }

  static func all(_ file: String) throws -> [StepSlips] {
    let arrays = try Npz(try FileBytes(path: Fixtures.path(file)).bytes, name: file)
    let names = Set(arrays.names.compactMap { $0.split(separator: "/").first.map(String.init) })
    return try names.sorted().map { name in
      let told = try JSON(parsing: try arrays.array("\(name)/told").bytes(), file: file)
      let list = told["found"]?.arrayValue ?? []
      let numbers = cut(
        try Tensor(try arrays.array("\(name)/numbers")), list.map { shape($0[3]) })
      let found = zip(list, numbers).map { entry, numbers in
        (
          entry[0]?.stringValue ?? "", entry[1]?.stringValue ?? "", entry[2]?.stringValue ?? "",
          numbers
        )
      }
      return StepSlips(name: name, found: found, told: told, arrays: arrays)
    }
  }

  private static func shape(_ json: JSON?) -> Shape {
    Shape((json?.arrayValue ?? []).compactMap(\.intValue))
  }

  /// Arrays that stand one behind the other.
  private static func cut(_ all: Tensor, _ shapes: [Shape]) -> [Tensor] {
    var rest = all.elements[...]
    return shapes.map { shape in
      defer { rest = rest.dropFirst(shape.count) }
      return Tensor(shape, .float32, Array(rest.prefix(shape.count)))
    }
  }

  /// Who is asked about the step.
  func doctor() throws -> Diagnostician {
    let version = told["version"]?.stringValue.flatMap { KerasVersion($0) } ?? KerasVersion(3)
    var next = 0
    let layers = try (told["layers"]?.arrayValue ?? []).map { layer in
      let count = layer[1]?.intValue ?? 0
      defer { next += count }
      return LayerArrays(
        layer[0]?.stringValue ?? "",
        try (next..<next + count).map { try arrays.array("\(name)/w\($0)") })
    }
    let model = try Model(
      told["architecture"] ?? .null, version: version, arrays: layers, named: name)
    let compiled = Compiled(told["compile"] ?? .null, generation: Generation(version))
    let x = try tensor("x0")
    let outputs = try model.program(for: [x.shape.removing(0)]).outputs.map(\.shape)
    let targets = try ["y0", "y1"].filter { arrays.contains("\(name)/\($0)") }.map {
      try tensor($0)
    }
    let aim = try Aim(
      Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($0.offset, $0.element) }),
      for: model, outputs, samples: x.shape[0], as: compiled,
      weights: arrays.contains("\(name)/sample_weight0") ? [0: try tensor("sample_weight0")] : [:])
    return try Diagnostician(
      GivenStep(
        model: model, inputs: [x], aim: aim, optimizer: try optimizer(of: model, compiled),
        backend: .tensorflow, seed: 0))
  }

  /// The optimizer as the steps before have left it.
  private func optimizer(of model: Model, _ compiled: Compiled) throws -> OptimizerInUse {
    let optimization = try #require(compiled.optimization).get()
    var state = OptimizerState(
      fresh: optimization, weights: model.trainableVariables.map(\.shape))
    state.iterations = told["before"]?.intValue ?? 0
    let list = told["kept"]?.arrayValue ?? []
    let slots = optimization.slotGroups.joined()
    let kept = StepSlips.cut(try tensor("kept"), list.map { StepSlips.shape($0[2]) })
    for (entry, numbers) in zip(list, kept) {
      guard let slot = slots.first(where: { $0.key == entry[1]?.stringValue }) else { continue }
      state.slots[entry[0]?.intValue ?? 0][slot] = numbers
    }
    return OptimizerInUse(optimization, state)
  }

  private func tensor(_ key: String) throws -> Tensor {
    try Tensor(try arrays.array("\(name)/\(key)"))
  }
}
