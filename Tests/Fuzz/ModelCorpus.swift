import Containers
import Foundation
import Layers
import TestSupport

/// Architectures that real Keras saved, and what of them goes into others.
struct ModelCorpus {
  /// One architecture.
  struct Original {
    let title: String
    let architecture: JSON
    let version: KerasVersion
  }

  let originals: [Original]
  /// The values that stand under a key anywhere, in the order in which they come.
  private(set) var values: [String: [JSON]] = [:]
  /// All layers.
  private(set) var layers: [JSON] = []
  /// All keys.
  let keys: [String]

  /// The cases of the grid and of models that read text, and the architectures of the graphs.
  init(folder: String) throws {
    originals =
      try ["grid", "texts"].flatMap { try ModelCorpus.grid("\(folder)/\($0)") }
      + ModelCorpus.graphs("\(folder)/graphs")
    var all = Pool()
    for original in originals { all.add(original.architecture) }
    values = all.values
    layers = all.layers
    keys = values.keys.sorted()
  }

  private static func grid(_ folder: String) throws -> [Original] {
    try Repository.names(inFolder: folder).filter {
      [".k2.npz", ".k3.npz"].contains(where: $0.hasSuffix)
    }.flatMap { file in
      let arrays = try Npz(try FileBytes(path: "\(folder)/\(file)").bytes, name: file)
      let cases = try JSON(parsing: try arrays.array("cases").bytes(), file: file)
      return try (cases.objectValue?.keys ?? []).compactMap { number in
        let version = KerasVersion(try arrays.array("\(number)/keras_version").bytes().text)
        let json = try JSON(parsing: try arrays.array("\(number)/json").bytes(), file: file)
        return version.map { Original(title: "\(file) \(number)", architecture: json, version: $0) }
      }
    }
  }

  private static func graphs(_ folder: String) throws -> [Original] {
    try Repository.names(inFolder: folder).flatMap { model in
      try ["k2", "k3"].compactMap { tag in
        let path = "\(folder)/\(model)/\(tag).json"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let json = try JSON(parsing: try FileBytes(path: path).bytes, file: path)
        let version = tag == "k2" ? KerasVersion(2, 15) : KerasVersion(3, 15)
        return Original(title: "\(model) \(tag)", architecture: json, version: version)
      }
    }
  }

  /// What is found on the way through architectures.
  private struct Pool {
    var values: [String: [JSON]] = [:]
    var layers: [JSON] = []

    mutating func add(_ json: JSON) {
      switch json {
      case .array(let list): for element in list { add(element) }
      case .object(let object):
        if object["class_name"] != nil, object["config"] != nil { layers.append(json) }
        for (key, value) in object {
          values[key, default: []].append(value)
          add(value)
        }
      default: break
      }
    }
  }
}
