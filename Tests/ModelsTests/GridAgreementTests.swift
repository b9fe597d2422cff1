import Checks
import Containers
import Layers
import Models
import Tensors
import Testing

@Suite("every model of the grid agrees with Keras")
struct GridAgreementTests {
  static let files = Fixtures.names(in: "grid").filter { $0.hasSuffix(".npz") }
  static let cases = files.flatMap { (try? GridCase.all(in: $0)) ?? [] }

  @Test("the families are there")
  func families() {
    let families = [
      "attention", "bidirectional", "further", "gru", "layers", "lstm", "simple_rnn", "windows",
      "wrappers",
    ]
    #expect(Set(Self.files).isSuperset(of: families.flatMap { ["\($0).k2.npz", "\($0).k3.npz"] }))
    #expect(Self.cases.count >= 1900)
  }

  @Test("grid", arguments: cases)
  func grid(_ one: GridCase) throws {
    let model = try one.model()
    let (first, states) = try Agreement.following(
      of: model, with: try one.golden(), .layers, one.tolerance)
    expect(first, stoppedBy: Later.layers + Later.options)
    // Stateful layers go on where the first call left them.
    guard let golden = try one.golden(following: true) else { return }
    expect(
      try Agreement.following(states, of: model, with: golden, .layers, one.tolerance).agreement)
  }
}

/// One small model of the grid, with its weights, inputs and what Keras computed.
struct GridCase: Sendable, CustomTestStringConvertible {
  let file: String
  let number: String
  let title: String
  private let arrays: Npz

  var testDescription: String { "\(file) \(number): \(title)" }

  static func all(in file: String, of folder: String = "grid") throws -> [GridCase] {
    let path = Fixtures.path("\(folder)/\(file)")
    let arrays = try Npz(try FileBytes(path: path).bytes, name: file)
    let cases = try JSON(parsing: try arrays.array("cases").bytes(), file: file)
    return (cases.objectValue ?? [:]).map { number, title in
      GridCase(file: file, number: number, title: title.stringValue ?? "", arrays: arrays)
    }
  }

  /// float64 leaves nothing but the rounding of its own sums; nil takes the model's.
  var tolerance: Tolerance? {
    title.contains("float64") ? Tolerance(absolute: 1e-13, relative: 1e-12) : nil
  }

  private func json(_ name: String) throws -> JSON {
    try JSON(parsing: try arrays.array("\(number)/\(name)").bytes(), file: file)
  }

  func architecture() throws -> JSON { try json("json") }

  /// The model, or one of another architecture with its weights, or with arrays from elsewhere.
  func model(
    _ architecture: JSON? = nil, array: ((_ name: String) throws -> StoredArray)? = nil
  ) throws -> Model {
    let version = KerasVersion(try arrays.array("\(number)/keras_version").bytes().text)
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
      try architecture ?? self.architecture(), version: try #require(version), arrays: weights,
      named: testDescription)
  }

  /// The inputs, outputs and layers of the first call or of the one that followed; nil without one.
  func golden(following: Bool) throws -> Golden? {
    let prefix = following ? "\(number)/second/" : "\(number)/"
    let named = try arrays.names.compactMap { name -> NamedTensor? in
      guard name.hasPrefix(prefix) else { return nil }
      let own = name.dropFirst(prefix.count)
      let isNumbered = ["x", "y"].contains(own.prefix(1)) && Int(own.dropFirst()) != nil
      guard isNumbered || own.hasPrefix("layer:") else { return nil }
      return NamedTensor(
        String(isNumbered ? own : own.dropFirst(6)), try Tensor(try arrays.array(name)))
    }
    return named.isEmpty ? nil : Golden(file: testDescription, arrays: named)
  }

  func golden() throws -> Golden { try #require(try golden(following: false)) }
}

extension Golden {
  /// The arrays x0, x1, ….
  var inputs: [Tensor] {
    (0..<arrays.count).prefix { index in arrays.contains { $0.name == "x\(index)" } }
      .compactMap { index in arrays.first { $0.name == "x\(index)" }?.tensor }
  }
}
