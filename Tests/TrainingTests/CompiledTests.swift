import Containers
import Equations
import Tensors
import Terms
import TestSupport
import Testing
import TrainingSupport

@testable import Training

@Suite("compile_config and training_config")
struct CompiledTests {
  private let outputs = [
    Compiled.Output("a", [1], target: [1]), Compiled.Output("b", [3], target: []),
  ]

  private func compiled(_ text: String, _ generation: Generation = .keras3) throws -> Compiled {
    let bytes = Array(text.utf8).withUnsafeBytes { Bytes(copying: $0) }
    return Compiled(try JSON(parsing: bytes, file: "test"), generation: generation)
  }

  private func kinds(_ text: String, _ generation: Generation = .keras3) throws -> [String?] {
    try compiled(text, generation).losses(of: outputs).map {
      $0.map { "\(type(of: $0.loss.loss))" }
    }
  }

  /// Each as real Keras saved it.
  @Test("a loss for all outputs, a list, a dictionary, a function, a tuple")
  func forms() throws {
    let both: [String?] = ["MeanSquaredError", "SparseCategoricalCrossentropy"]
    #expect(try kinds(#"{"loss": "mse"}"#) == ["MeanSquaredError", "MeanSquaredError"])
    #expect(try kinds(#"{"loss": ["mse", "crossentropy"]}"#) == both)
    #expect(try kinds(#"{"loss": ["mse", null]}"#) == ["MeanSquaredError", nil])
    #expect(
      try kinds(#"{"loss": {"b": "sparse_categorical_crossentropy"}}"#, .keras2)
        == [nil, "SparseCategoricalCrossentropy"])
    let function =
      #"{"module": "builtins", "class_name": "function", "config": "mean_squared_error", "registered_name": "function"}"#
    let object =
      #"{"module": "keras.losses", "class_name": "SparseCategoricalCrossentropy", "config": {"name": "s", "reduction": "sum", "from_logits": true, "ignore_class": null}, "registered_name": null}"#
    #expect(try kinds("{\"loss\": {\"a\": \(function), \"b\": \(object)}}") == both)
    #expect(
      try kinds(#"{"loss": {"class_name": "__tuple__", "items": ["mse", "ce"]}}"#) == both)
    #expect(try compiled(#"{"loss": null}"#).losses(of: outputs).allSatisfy { $0 == nil })
  }

  @Test("the weights of losses")
  func weights() throws {
    let list = try compiled(#"{"loss": "mse", "loss_weights": [1.0, 0.5]}"#)
    #expect(try list.losses(of: outputs).map { $0?.weight } == [1, 0.5])
    let named = try compiled(#"{"loss": "mse", "loss_weights": {"b": 0.5}}"#)
    #expect(try named.losses(of: outputs).map { $0?.weight } == [nil, 0.5])
    let total = Batch()
    let parts =
      [
        (total.constant("L", Tensor(scalar: 2)), 0.5),
        (total.constant("L", Tensor(scalar: 3)), nil),
      ]
      as [(Term, Double?)]
    let penalty = total.constant("penalty", Tensor(scalar: 0.25))
    let sum = try #require(try TotalLoss.write(parts, penalties: [penalty], to: total))
    #expect(try total.all(sum) == [4.25])
    #expect(try TotalLoss.write([], penalties: [], to: total) == nil)
  }

  @Test("accuracy is one of three, by the shapes")
  func accuracy() throws {
    let three = outputs + [Compiled.Output("c", [3], target: [3])]
    let metrics = try compiled(
      #"{"loss": "mse", "metrics": [["acc"], ["accuracy"], ["accuracy", "mae"]]}"#
    )
    .metrics(of: three)
    let kinds = try metrics.map { try $0.map { "\(type(of: try $0.metric.get()))" } }
    #expect(
      kinds == [
        ["BinaryAccuracy"], ["SparseCategoricalAccuracy"], ["CategoricalAccuracy", "LossMetric"],
      ])
  }

  @Test("lists of metrics, flat and nested, of both Kerases")
  func metricLists() throws {
    func names(_ text: String, _ generation: Generation) throws -> [[String]] {
      try compiled("{\"metrics\": \(text)}", generation).metrics(of: outputs).map { $0.map(\.name) }
    }
    #expect(try names(#"["mae", "mse"]"#, .keras3) == [["mae"], ["mse"]])
    #expect(try names(#"["mae", "mse"]"#, .keras2) == [["mae", "mse"], ["mae", "mse"]])
    #expect(try names(#"{"b": ["mae"]}"#, .keras3) == [[], ["mae"]])
    let wrapped =
      #"[[null], [{"class_name": "MeanMetricWrapper", "config": {"name": "b_accuracy", "dtype": "float32", "fn": "categorical_accuracy"}}]]"#
    #expect(try names(wrapped, .keras2) == [[], ["b_accuracy"]])
    let metric = try #require(
      try compiled("{\"metrics\": \(wrapped)}", .keras2).metrics(of: outputs)[1].first)
    #expect(try metric.metric.get() is CategoricalAccuracy)
  }

  @Test("a metric that is not computed says so, and nothing else fails")
  func otherMetric() throws {
    let auc = #"{"module": "keras.metrics", "class_name": "AUC", "config": {"name": "auc"}}"#
    let metrics = try compiled("{\"loss\": \"mse\", \"metrics\": [[\"mae\", \(auc)], null]}")
      .metrics(of: outputs)
    let last = try #require(metrics[0].last)
    #expect(throws: Obstacle.self) { try last.metric.get() }
    #expect(last.name == "auc")
    #expect(metrics[0].count == 2 && metrics[1].isEmpty)
  }

  @Test("an optimizer: by name, by class, legacy ones told by what they say")
  func optimizers() throws {
    func rules(_ text: String, _ generation: Generation) throws -> Rules {
      try #require(try compiled(text, generation).optimization).get().rules
    }
    #expect(try rules(#"{"optimizer": "adam"}"#, .keras3) == .keras3)
    let new =
      #"{"class_name": "Custom>Adam", "config": {"learning_rate": 0.001, "is_legacy_optimizer": false, "jit_compile": true}}"#
    #expect(try rules("{\"optimizer_config\": \(new)}", .keras2) == .keras2)
    let old = #"{"class_name": "Adam", "config": {"learning_rate": 0.001, "decay": 0.0}}"#
    #expect(try rules("{\"optimizer_config\": \(old)}", .keras2) == .legacy)
    #expect(try rules("{\"optimizer_config\": \(old)}", .standalone) == .legacy)
    #expect(try compiled(#"{"loss": "mse"}"#).optimization == nil)
  }

  /// What stands in the file and is not understood is named.
  @Test(
    "refusals name what they refuse",
    arguments: [
      (#"{"loss": {"module": null, "class_name": "Huber", "config": {}}}"#, "Huber"),
      (#"{"loss": "my_loss"}"#, "my_loss"), (#"{"loss": "circle"}"#, "not computed"),
      (#"{"loss": {"class_name": "Huber", "config": {"sharpness": 2}}}"#, "sharpness"),
      (#"{"loss": {"class_name": "Huber", "config": {"delta": "x"}}}"#, "delta"),
      (#"{"loss": {"class_name": "Huber", "config": {"dtype": "float16"}}}"#, "dtype"),
      (#"{"loss": {"class_name": "Huber", "config": {"reduction": "most"}}}"#, "reduction"),
      (#"{"loss": {"class_name": "Huber", "config": {"fn": "hinge"}}}"#, "fn"),
      (#"{"loss": {"class_name": "BinaryCrossentropy", "config": {"axis": 0}}}"#, "axis"),
      (#"{"loss": ["mse", "mse", "mse"]}"#, "3 for 2"), (#"{"loss": {"z": "mse"}}"#, "z"),
      (#"{"loss": 3}"#, "3"),
    ])
  func refusals(_ text: String, _ word: String) throws {
    let error = #expect(throws: Obstacle.self) { try compiled(text).losses(of: outputs) }
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
  }

  @Test(
    "an optimizer that cannot be followed is named",
    arguments: [
      (#""lookahead""#, "lookahead"), (#""Adafactor""#, "not computed"),
      (#"{"class_name": "Adam", "config": {"loss_scale_factor": 0}}"#, "loss_scale_factor"),
      (#"{"class_name": "SGD", "config": {"momentum": []}}"#, "momentum"),
      (#"{"module": "mine.optimizers", "class_name": "Adam", "config": {}}"#, "author"),
      (
        #"{"class_name": "SGD", "config": {"learning_rate": {"class_name": "Warmup", "config": {}}}}"#,
        "Warmup"
      ),
      (
        #"{"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": 1}}"#,
        "inner_optimizer"
      ),
      (
        #"{"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": {"class_name": "LossScaleOptimizer", "config": {}}}}"#,
        "itself"
      ),
      (
        #"{"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": {"class_name": "SGD", "config": {}}, "initial_scale": -1}}"#,
        "initial_scale"
      ),
      (
        #"{"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": {"class_name": "SGD", "config": {}}, "multiplier": 3}}"#,
        "multiplier"
      ),
      (CompiledTests.long, "64 at most"),
    ])
  func strangeOptimizers(_ text: String, _ word: String) throws {
    let optimization = try #require(try compiled("{\"optimizer\": \(text)}").optimization)
    let error = #expect(throws: Obstacle.self) { try optimization.get() }
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
  }

  @Test("what Keras forgets to save, and what it does otherwise, is said")
  func remarks() throws {
    func remark(_ text: String, _ generation: Generation) throws -> String? {
      try compiled("{\"loss\": \(text)}", generation).losses(of: outputs)[0]?.loss.remark
    }
    let huber = #"{"class_name": "Huber", "config": {"name": "h", "reduction": "sum"}}"#
    #expect(try remark(huber, .keras3)?.contains("delta") == true)
    #expect(try remark(huber, .keras2) == nil && remark(#""huber""#, .keras3) == nil)
    let nadam = try Optimization(.string("Nadam"), generation: .keras2)
    #expect(nadam.remarks.count == 1 && nadam.remarks[0].contains("Πu"))
    #expect(try Optimization(.string("Nadam"), generation: .keras3).remarks.isEmpty)
    let text = #"{"optimizer": {"class_name": "SGD", "config": {"use_ema": true}}}"#
    let averaged = try #require(try compiled(text).optimization).get()
    #expect(averaged.remarks.count == 1 && averaged.remarks[0].contains("average"))
  }

  /// A schedule of a thousand pieces.
  private static let long: String = {
    let pieces = (0..<1000).map { "\($0)" }.joined(separator: ", ")
    let config = "{\"boundaries\": [\(pieces)], \"values\": [\(pieces), 1]}"
    let schedule = "{\"class_name\": \"PiecewiseConstantDecay\", \"config\": \(config)}"
    return "{\"class_name\": \"SGD\", \"config\": {\"learning_rate\": \(schedule)}}"
  }()

  @Test("a penalty that would take a matrix of all pairs is measured first")
  func pairs() throws {
    let batch = Batch()
    let saved = Saved(place: "it", kind: "OrthogonalRegularizer", generation: .keras3)
    let w = batch.constant("w", Tensor([100_000, 1], .float32, repeating: 1))
    #expect(throws: Obstacle.self) {
      try OrthogonalRegularizer(saved).penalty(of: w, to: batch)
    }
  }

  @Test("arrays that belong to other weights are refused")
  func arrays() throws {
    let adam = try #require(try compiled(#"{"optimizer": "adam"}"#).optimization).get()
    let weights: [Shape] = [[2, 3], [3]]
    let right: [Shape] = [[], [], [2, 3], [2, 3], [3], [3]]
    #expect(try adam.arrays(right, weights: weights)[3] == .slot(Adam.velocity, weight: 0))
    #expect(throws: Obstacle.self) { try adam.arrays(right.dropLast(), weights: weights) }
    #expect(throws: Obstacle.self) { try adam.arrays(right, weights: [[3, 2], [3]]) }
  }
}
