import Checks
import Containers
import Layers
import Models
import Tensors
import TestSupport

/// One small model of the grid, with its weights, inputs and what Keras computed.
package struct GridCase: Sendable, CustomStringConvertible {
  package let file: String
  package let number: String
  package let title: String
  private let arrays: Npz

  package var description: String { "\(file) \(number): \(title)" }

  /// The files of the grid, and all their models.
  package static let files = Fixtures.names(in: "grid").filter { $0.hasSuffix(".npz") }
  package static let grid = files.flatMap { (try? all(in: $0)) ?? [] }

  package static func all(in file: String, of folder: String = "grid") throws -> [GridCase] {
    let path = Fixtures.path("\(folder)/\(file)")
    let arrays = try Npz(try FileBytes(path: path).bytes, name: file)
    let cases = try JSON(parsing: try arrays.array("cases").bytes(), file: file)
    return (cases.objectValue ?? [:]).map { number, title in
      GridCase(file: file, number: number, title: title.stringValue ?? "", arrays: arrays)
    }
  }

  /// float64 leaves nothing but the rounding of its own sums; nil takes the model's.
  package var tolerance: Tolerance? {
    title.contains("float64") ? Tolerance(absolute: 1e-13, relative: 1e-12) : nil
  }

  private func json(_ name: String) throws -> JSON {
    try JSON(parsing: try arrays.array("\(number)/\(name)").bytes(), file: file)
  }

  package func architecture() throws -> JSON { try json("json") }

  /// The model, or one of another architecture with its weights, or with arrays from elsewhere.
  package func model(
    _ architecture: JSON? = nil, array: ((_ name: String) throws -> StoredArray)? = nil
  ) throws -> Model {
    guard let version = KerasVersion(try arrays.array("\(number)/keras_version").bytes().text)
    else { throw Missing(name: "\(number)/keras_version") }
    var next = 0
    let weights = try (try json("w_layers").arrayValue ?? []).map { layer in
      let count = layer[1]?.intValue ?? 0
      defer { next += count }
      return LayerArrays(
        layer[0]?.stringValue ?? "",
        try (next..<next + count).map {
          try array?("\(number)/w\($0)") ?? arrays.array("\(number)/w\($0)")
        })
    }
    return try Model(
      try architecture ?? self.architecture(), version: version, arrays: weights,
      named: description)
  }

  /// The inputs, outputs and layers of the first call or of the one that followed; nil without one.
  package func golden(following: Bool) throws -> Golden? {
    let prefix = following ? "\(number)/second/" : "\(number)/"
    let named = try arrays.names.compactMap { name -> NamedTensor? in
      guard name.hasPrefix(prefix) else { return nil }
      let own = name.dropFirst(prefix.count)
      let isNumbered = ["x", "y"].contains(own.prefix(1)) && Int(own.dropFirst()) != nil
      guard isNumbered || own.hasPrefix("layer:") else { return nil }
      return NamedTensor(
        String(isNumbered ? own : own.dropFirst(6)), try Tensor(try arrays.array(name)))
    }
    return named.isEmpty ? nil : Golden(file: description, arrays: named)
  }

  /// The arrays whose names begin so, by the rest of their names.
  package func arrays(behind prefix: String) throws -> [(name: String, tensor: Tensor)] {
    let start = "\(number)/\(prefix)"
    return try arrays.names.filter { $0.hasPrefix(start) }.sorted().map { name in
      (String(name.dropFirst(start.count)), try Tensor(try arrays.array(name)))
    }
  }

  package func golden() throws -> Golden {
    guard let golden = try golden(following: false) else { throw Missing(name: number) }
    return golden
  }

  /// What the file of the grid should hold and does not.
  private struct Missing: Error {
    let name: String
  }
}

extension Golden {
  /// The arrays x0, x1, ….
  package var inputs: [Tensor] {
    (0..<arrays.count).prefix { index in arrays.contains { $0.name == "x\(index)" } }
      .compactMap { index in arrays.first { $0.name == "x\(index)" }?.tensor }
  }
}
