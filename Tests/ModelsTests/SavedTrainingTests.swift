import Containers
import Equations
import Layers
import Models
import Tensors
import TestSupport
import Testing
import Training

/// A compiled model that Keras saved after three steps, and its optimizer's arrays as Keras names them.
struct SavedCase: Sendable, CustomStringConvertible {
  let tag: String
  let number: String
  let json: JSON
  let file: String
  let bytes: [UInt8]

  var description: String { "\(tag) \(file): \(json["title"]?.stringValue ?? "")" }

  static let all = ["k3", "k2"].flatMap { (try? all($0)) ?? [] }

  private static func all(_ tag: String) throws -> [SavedCase] {
    let name = "recipes/saved.\(tag).zip"
    let archive = try ZipArchive(try Fixtures.bytes(name), name: name)
    let list = try JSON(parsing: try archive.bytes(of: "names.json"), file: name)
    return try (list.arrayValue ?? []).enumerated().flatMap { index, json in
      let number = (index < 10 ? "0" : "") + "\(index)"
      return try ["keras", "h5"].map { "\(number).\($0)" }.filter(archive.contains).map { file in
        let bytes = try archive.bytes(of: file).withUnsafeBytes { Array($0) }
        return SavedCase(tag: tag, number: number, json: json, file: file, bytes: bytes)
      }
    }
  }

  /// What stands in an array of the optimizer, by its name in Keras.
  func numbers(_ name: String) -> [Double]? {
    var rest = (json["numbers"]?.arrayValue ?? []).compactMap(\.doubleValue)[...]
    for state in json["states"]?.arrayValue ?? [] {
      let count = (state[1]?.arrayValue ?? []).compactMap(\.intValue).reduce(1, *)
      if state[0]?.stringValue == name { return Array(rest.prefix(count)) }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  var names: [String] { (json["states"]?.arrayValue ?? []).compactMap { $0[0]?.stringValue } }
}

@Suite("what a file keeps of training")
struct SavedTrainingTests {
  @Test("the optimizer and its state, as Keras saved them", arguments: SavedCase.all)
  func states(_ saved: SavedCase) throws {
    try Fixtures.temporary(saved.bytes) { path in
      let model = try ModelFile.open(path)
      let training = try #require(model.training)
      #expect(training.compiled.hasLoss)
      let (optimization, state) = try #require(try model.savedOptimizer())
      #expect(state.iterations == 3)
      let isLegacy = saved.description.contains("legacy")
      let rules: Rules = saved.tag == "k3" ? .keras3 : isLegacy ? .legacy : .keras2
      #expect(optimization.rules == rules)
      try slots(saved, model, optimization, state)
    }
  }

  /// Every array is where Keras' own names say.
  private func slots(
    _ saved: SavedCase, _ model: Model, _ optimization: Optimization, _ state: OptimizerState
  ) throws {
    let variables = model.trainableVariables
    #expect(variables.map(\.path) == ["hidden/kernel", "hidden/bias", "out/kernel", "out/bias"])
    var found = 1 + (state.rate == nil ? 0 : 1)
    for slot in optimization.slotGroups.flatMap(\.self) {
      for (variable, slots) in zip(variables, state.slots) {
        let names = saved.names.filter { means($0, slot, variable) }
        try #require(names.count == 1, "\(slot.key) \(variable.path): \(names) of \(saved.names)")
        #expect(slots[slot]?.elements == saved.numbers(names[0]))
        found += 1
      }
    }
    let isKept = optimization.rules != .keras2
    found += isKept ? optimization.optimizer.sharedSlots.count : 0
    #expect(found == saved.names.count)
    #expect((state.rate != nil) == (optimization.rules == .keras3 && optimization.rate.isConstant))
  }

  /// Whether Keras' name of an array, `Adam/m/hidden/kernel:0` or `adam/hidden_kernel_momentum`, is that of a slot.
  private func means(_ name: String, _ slot: Slot, _ variable: TrainableVariable) -> Bool {
    let words = name.split { "/:".contains($0) }.dropFirst().filter { $0 != "0" }.map(String.init)
    let path = variable.path.split(separator: "/").map(String.init)
    let key = words.joined(separator: "_")
    let others = SavedTrainingTests.words[slot.key] ?? []
    return ([slot.key] + others).contains { word in
      key == (path + [word]).joined(separator: "_") || key == ([word] + path).joined(separator: "_")
    }
  }

  /// What tf.keras and its legacy optimizers call the same.
  private static let words: [String: [String]] = [
    "momentum": ["m"], "velocity": ["v", "rms"], "velocity_hat": ["vhat"],
    "average_gradient": ["mg"], "norm": ["u", "v"], "accumulated_grad": ["accum_grad"],
    "accumulated_delta_var": ["accum_var"],
  ]

  /// The models of training, in all their files: compiled, as they were before the steps, or after three epochs.
  static let models = Fixtures.names(in: "training/models").flatMap { folder in
    Fixtures.names(in: "training/models/\(folder)").filter { !$0.hasSuffix(".npz") }
      .map { "training/models/\(folder)/\($0)" }
  }

  @Test("a compiled model says how it goes on", arguments: models)
  func goingOn(_ file: String) throws {
    let model = try ModelFile.open(Fixtures.path(file))
    #expect(model.training?.compiled.hasLoss == true)
    let (optimization, state) = try #require(try model.savedOptimizer())
    // 18 samples in batches of 4 are 5 steps an epoch.
    #expect(state.iterations == (file.contains("/epochs/") ? 15 : 0))
    let slots = optimization.slotGroups.flatMap(\.self)
    #expect(state.slots.count == model.trainableVariables.count)
    for (variable, own) in zip(model.trainableVariables, state.slots) {
      #expect(slots.allSatisfy { own[$0]?.shape == variable.shape })
    }
    let word = file.contains("/epochs/") ? ".npz" : file.contains("delta") ? ".npz" : ".step.npz"
    let stem = file.split(separator: ".").dropLast().joined(separator: ".")
    let arrays = try Npz(try Fixtures.bytes(stem + word), name: file)
    let paths = Set(arrays.names.filter { $0.contains("@") }.map { $0.prefix { $0 != "@" } })
      .filter { !$0.hasPrefix("optimizer") }
    #expect(paths.count == model.trainableVariables.count)
    for path in paths {
      #expect(model.trainableVariables.count { $0.matches(String(path)) } == 1, "\(path)")
    }
  }

  @Test(
    "what is kept of an optimizer whose loss was scaled is read, also where it is not named",
    arguments: Fixtures.names(in: "training/scaled"))
  func scaled(_ file: String) throws {
    let model = try ModelFile.open(Fixtures.path("training/scaled/\(file)"))
    let (optimization, state) = try #require(try model.savedOptimizer())
    let scaling = try #require(optimization.scaling)
    #expect(state.iterations == 2 && scaling.growth == 2000)
    #expect(scaling.slots.map { state.shared[$0]?.elements.first } == [2, 32768])
    let isNamed = file.hasSuffix(".h5")
    #expect(optimization.remarks.contains { $0.contains("LossScaleOptimizer") } == !isNamed)
  }

  @Test("a model that was not compiled has none")
  func none() throws {
    let model = try ModelFile.open(Fixtures.path("training/k3.keras"))
    #expect(model.training == nil)
    #expect(try model.savedOptimizer() == nil)
  }

  @Test("Keras' paths mean variables")
  func paths() throws {
    let model = try ModelFile.open(Fixtures.path("training/k3.keras"))
    func matching(_ path: String) -> [String] {
      model.trainableVariables.filter { $0.matches(path) }.map(\.path)
    }
    #expect(matching("lstm/lstm_cell/recurrent_kernel") == ["lstm/lstm_cell/recurrent_kernel"])
    #expect(matching("dense/kernel") == ["dense/kernel"])
    #expect(matching("dense_1/kernel").isEmpty && matching("dense/gamma").isEmpty)
  }
}
