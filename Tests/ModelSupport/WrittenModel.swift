import Models
import TestSupport

/// A model of the fixtures with layers of its author's own, and the equations that a person wrote of them.
package struct WrittenModel: Sendable, CustomStringConvertible {
  /// `written/attended`.
  package let folder: String
  /// `k2.h5`.
  package let file: String
  /// `attention.eq`.
  package let equations: String

  package var description: String { "\(folder)/\(file)" }
  package var path: String { Fixtures.path("\(folder)/\(file)") }
  package var layersPath: String { Fixtures.path("\(folder)/\(equations)") }
  private var tag: String { String(file.prefix(2)) }
  package var golden: String { Fixtures.path("\(folder)/\(tag).golden.npz") }
  /// The loss and the gradients of a step; nil where there are none.
  package var step: String? {
    let name = "\(tag).step.npz"
    return Fixtures.names(in: folder).contains(name) ? Fixtures.path("\(folder)/\(name)") : nil
  }

  package var layers: LayerDefinitions {
    get throws { try LayerLines.read(path: layersPath) }
  }

  package func open() throws -> Model { try ModelFile.open(path, layers: try layers) }

  var fixture: FixtureModel {
    FixtureModel(model: path, golden: golden, equations: layersPath)
  }

  /// Every file of every folder.
  package static let all = Fixtures.names(in: "written").map { "written/\($0)" }.flatMap {
    folder -> [WrittenModel] in
    let names = Fixtures.names(in: folder)
    guard let equations = names.first(where: { $0.hasSuffix(".eq") }) else { return [] }
    return names.filter { $0.hasSuffix(".keras") || $0.hasSuffix(".h5") }.map {
      WrittenModel(folder: folder, file: $0, equations: equations)
    }
  }

  package static func named(_ name: String, _ file: String = "k3.keras") -> WrittenModel? {
    all.first { $0.folder == "written/\(name)" && $0.file == file }
  }
}
