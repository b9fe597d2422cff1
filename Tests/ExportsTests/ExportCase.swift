import Checks
import Containers
import Debugging
import Equations
import Exports
import Foundation
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// A model of the fixtures to export, with inputs and what Keras computed.
struct ExportCase: Sendable {
  /// A word that can be a file's name and a program's.
  let name: String
  let title: String
  let open: @Sendable () throws -> (Model, Golden)

  /// The export, with Keras' outputs recorded, and its program; nil for models that end early.
  func export(to path: String) throws -> Export? {
    let (model, golden) = try open()
    let inputs = golden.inputs
    guard inputs.count == model.inputs.count else { return nil }
    let program = try model.program(for: inputs.map { $0.shape.removing(0) })
    guard program.obstacle == nil, !program.equations.contains(where: \.term.sumsOverSamples) else {
      return nil
    }
    let outputs = model.outputNames.indices.compactMap { index in
      golden.arrays.first { $0.name == "y\(index)" }?.tensor
    }
    guard outputs.count == model.outputNames.count else { return nil }
    let samples = min(inputs.first?.shape[0] ?? 1, 4)
    let tolerance = Tolerance(for: program)
    let first = zip(inputs, model.inputs).map { $0.first(samples).cast(to: $1.dtype) }
    return try Export(
      model, Feed(tensors: first, samples: samples, isBatch: true),
      tolerance: (tolerance.absolute, tolerance.relative), to: path,
      outputs: outputs.map { $0.first(samples) })
  }

  /// The layers that its program is made of, by Keras' classes.
  func kinds() throws -> Set<String> {
    let (model, golden) = try open()
    let program = try model.program(for: golden.inputs.map { $0.shape.removing(0) })
    return program.obstacle == nil ? Set(program.frames.map(\.kind)) : []
  }

  /// The classes in a grid model's architecture.
  static func kinds(_ one: GridCase) throws -> Set<String> {
    var found: Set<String> = []
    func visit(_ json: JSON) {
      if let kind = json["class_name"]?.stringValue, json["config"]?["name"] != nil {
        found.insert(kind)
      }
      for child in json.arrayValue ?? [] { visit(child) }
      for (_, child) in json.objectValue ?? [:] { visit(child) }
    }
    visit(try one.architecture())
    return found
  }

  // MARK: All of them

  /// One container of every folder: all containers hold the same model.
  static let folders: [ExportCase] = SavedModel.onePerFolder.map { saved in
    ExportCase(name: word(saved.folder), title: saved.folder) {
      (try saved.open(), try Golden(path: Fixtures.path(saved.golden)))
    }
  }

  /// The models with layers whose equations a person wrote.
  static let written: [ExportCase] = WrittenModel.all.filter { $0.file == "k3.keras" }.map { one in
    ExportCase(name: word(one.folder), title: one.folder) {
      (try one.open(), try Golden(path: one.golden))
    }
  }

  /// Every `step`th model of the grid, and the first with each kind of layer.
  static func grid(every step: Int) -> [ExportCase] {
    var seen: Set<String> = []
    let chosen = GridCase.grid.enumerated().filter { index, one in
      let kinds = (try? kinds(one)) ?? []
      defer { seen.formUnion(kinds) }
      return index % step == 0 || !kinds.isSubset(of: seen)
    }
    return chosen.map { index, one in
      ExportCase(name: "grid_\(index)", title: one.description) {
        (try one.model(), try one.golden())
      }
    }
  }

  /// KERASTEP_ALL_EXPORTS asks for everything, which takes many minutes.
  static let asksForAll = ProcessInfo.processInfo.environment["KERASTEP_ALL_EXPORTS"] != nil

  private static func word(_ folder: String) -> String {
    "fixture_" + folder.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }
}

extension Tensor {
  /// The first rows.
  fileprivate func first(_ count: Int) -> Tensor {
    let shape = shape.replacing(0, with: count)
    return Tensor(shape, dtype, Array(elements.prefix(shape.count)))
  }
}
