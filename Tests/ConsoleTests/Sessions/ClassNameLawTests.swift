import Containers
import Debugging
import Equations
import Foundation
import Layers
import Models
import TestSupport
import Testing

@testable import Console

/// A layer is called by the class that its file names, wherever it is shown, and `break` takes it.
struct ClassNameLawTests {
  /// The first models of the grid that hold a class, for Keras 2 and 3, and files of Keras 1.
  @Test func everyLayerIsCalledByTheClassOfItsFile() throws {
    var seen: Set<String> = []
    for tag in ["k2", "k3"] {
      var own: Set<String> = []
      for family in [
        "layers", "windows", "attention", "further", "wrappers", "lstm", "gru", "simple_rnn",
        "conv_lstm", "cudnn", "heads", "preprocessing", "products", "spectra", "texts", "adapted",
      ] where tag == (Self.ofOneVersion[family] ?? tag) {
        let grid = try Grid("\(family).\(tag).npz", in: family == "texts" ? "texts" : "grid")
        for number in grid.numbers {
          let layers = try grid.layers(number)
          guard !Set(layers.map(\.kind)).isSubset(of: own) else { continue }
          own.formUnion(layers.map(\.kind))
          try check(try grid.model(number), layers, "\(family).\(tag) \(number)")
        }
      }
      seen.formUnion(own)
    }
    let cells = LayerKinds.all.flatMap { $0.classNames }.filter { $0.hasSuffix("Cell") }
    seen.formUnion(try checkPlain())
    let missing = Set(LayerKinds.all.flatMap { $0.classNames })
      .subtracting(seen).subtracting(LayerKinds.refusedClasses).subtracting(cells)
    #expect(
      missing.isSubset(of: Self.elsewhere),
      "no model here has \(missing.subtracting(Self.elsewhere).sorted())")
  }

  /// What one version of Keras alone has.
  private static let ofOneVersion = ["cudnn": "k2", "spectra": "k3"]

  /// Classes that none of these files holds: of graphs, of several workers, inside others, of ready-made models.
  private static let elsewhere: Set<String> = [
    "TFOpLambda", "SlicingOpLambda", "StackedRNNCells", "BatchNormalizationV1",
    "SyncBatchNormalization", "GroupedQueryAttention", "Equalization", "CustomScaleLayer",
    "LayerScale", "StochasticDepth", "RandomFourierFeatures", "TFDConcat", "TFDIdentity", "AddLoss",
    "AddMetric",
  ]

  /// Classes without weights that the grid lacks.
  private func checkPlain() throws -> [String] {
    let shapes = [
      "Identity": "[null, 3]", "SpatialDropout2D": "[null, 2, 2, 3]",
      "SpatialDropout3D": "[null, 2, 2, 2, 3]",
    ]
    for (kind, shape) in shapes {
      let text = """
        {"class_name": "Sequential", "config": {"name": "plain", "layers": [
          {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": \(shape), "dtype": "float32"}},
          {"class_name": "\(kind)", "config": {"name": "it", "rate": 0.5}}]}}
        """
      let model = try Model(
        try JSON(parsing: text, file: kind), version: KerasVersion(3, 15), arrays: [], named: kind)
      try check(model, [("it", kind)], kind)
    }
    return Array(shapes.keys)
  }

  @Test func keras1HasItsOwnNames() throws {
    for name in Repository.files(in: "Tests/Fixtures/legacy", ending: "k122.h5") {
      let path = Repository.fixture("legacy/\(name)")
      let root = try HDF5File(try FileBytes(path: path).bytes, name: name).root
      let text = try #require(try root.attributes.named("model_config")?.string())
      let json = try JSON(parsing: text, file: name)
      try check(try ModelFile.open(path), Grid.layers(json), name)
    }
  }

  private func check(
    _ model: Model, _ layers: [(name: String, kind: String)], _ place: String
  ) throws {
    let (console, shown) = Console.imitation(width: 200)
    console.session = Session(model)
    func text(_ command: String) throws -> String {
      shown.text = ""
      let status = console.execute(command)
      try #require(status == .done, "\(place): \(command): \(shown.text)")
      return shown.text
    }
    let summary = try text("summary").split(separator: "\n").map { $0.split(separator: " ") }
    let zeros = model.inputs.map { "\($0.name)=zeros" }.joined(separator: " ")
    let fed = console.execute("feed \(model.inputs.count == 1 ? "zeros" : zeros)") == .done
    let frames = console.session?.machine?.program.frames ?? []
    let graph = try text("graph")
    for layer in layers {
      let row = summary.first { $0.first.map(String.init) == layer.name && $0.count > 1 }
      #expect(row.map { begins(String($0[1]), layer.kind) } == true, "\(place): \(layer), summary")
      // A box cuts a name of more than forty letters.
      #expect(graph.contains(layer.kind.prefix(39)), "\(place): \(layer): \(graph)")
      guard fed, let frame = frames.first(where: { $0.path == layer.name }) else { continue }
      #expect(begins(frame.title, layer.kind), "\(place): \(layer), \(frame.title)")
      let equations = console.session?.machine?.program.equations ?? []
      guard equations.contains(where: { $0.frame == frame.id }) else { continue }
      #expect(try text("list \(layer.name)").contains(frame.title))
      _ = try text("break \(layer.kind)")
    }
  }

  private func begins(_ title: String, _ kind: String) -> Bool {
    title.hasPrefix(kind)
      && title.dropFirst(kind.count).first.map { !$0.isLetter && !$0.isNumber } ?? true
  }
}

/// The models of one file of the grid, by their numbers.
private struct Grid {
  let name: String
  let arrays: Npz

  init(_ name: String, in folder: String) throws {
    self.name = name
    arrays = try Npz(
      try FileBytes(path: Repository.fixture("\(folder)/\(name)")).bytes, name: name)
  }

  var numbers: [String] {
    Set(arrays.names.filter { $0.hasSuffix("/json") }.map { String($0.prefix { $0 != "/" }) })
      .sorted()
  }

  private func json(_ array: String) throws -> JSON {
    try JSON(parsing: try arrays.array(array).bytes(), file: name)
  }

  func layers(_ number: String) throws -> [(name: String, kind: String)] {
    Grid.layers(try json("\(number)/json"))
  }

  /// The names and classes of a model's own layers.
  static func layers(_ json: JSON) -> [(name: String, kind: String)] {
    let list = json["config"]?["layers"]?.arrayValue ?? json["config"]?.arrayValue ?? []
    return list.compactMap { layer in
      guard let kind = layer["class_name"]?.stringValue,
        let name = layer["config"]?["name"]?.stringValue
      else { return nil }
      return (name, kind)
    }
  }

  func model(_ number: String) throws -> Model {
    let version = KerasVersion(try arrays.array("\(number)/keras_version").bytes().text)
    var next = 0
    let weights = try (try json("\(number)/w_layers").arrayValue ?? []).map { layer in
      let count = layer[1]?.intValue ?? 0
      defer { next += count }
      return LayerArrays(
        layer[0]?.stringValue ?? "",
        try (next..<next + count).map { try arrays.array("\(number)/w\($0)") })
    }
    return try Model(
      try json("\(number)/json"), version: try #require(version), arrays: weights, named: name)
  }
}
