import Containers
import Tensors
import TestSupport
import Training

/// One case of `Tests/Fixtures/recipes`: what Keras saves of a part, and what it computes with it.
struct PartCase: Sendable, CustomStringConvertible {
  let number: String
  let json: JSON
  let generation: Generation
  private let arrays: Npz

  var title: String { json["title"]?.stringValue ?? "" }
  var description: String { "\(generation) \(number): \(title)" }
  /// What a file holds.
  var config: JSON { json["config"] ?? .null }

  /// All cases of a part, of both Kerases.
  static func all(_ part: String) -> [PartCase] {
    [("k3", Generation.keras3), ("k2", .keras2)].flatMap { tag, generation in
      (try? all(part, tag, generation)) ?? []
    }
  }

  private static func all(_ part: String, _ tag: String, _ generation: Generation) throws
    -> [PartCase]
  {
    let file = "recipes/\(part).\(tag).npz"
    let arrays = try Npz(try Fixtures.bytes(file), name: file)
    let cases = try JSON(parsing: try arrays.array("cases").bytes(), file: file)
    return (cases.objectValue ?? [:]).map { number, json in
      PartCase(number: number, json: json, generation: generation, arrays: arrays)
    }
  }

  /// An array of it; nil when it has none of the name.
  func tensor(_ name: String) throws -> Tensor? {
    guard arrays.contains("\(number)/\(name)") else { return nil }
    return try Tensor(try arrays.array("\(number)/\(name)"))
  }

  func saved(_ place: String) throws -> Saved {
    try Saved(config, place: place, generation: generation)
  }
}
