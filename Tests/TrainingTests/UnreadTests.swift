import Containers
import Equations
import Tensors
import Testing

@testable import Training

@Suite("what a part of compile says and nobody reads is refused")
struct UnreadTests {
  private static let readers: [String: @Sendable (JSON) throws -> Void] = [
    "ExponentialDecay": {
      _ = try Schedules.read($0, place: "the schedule", generation: .keras3)
    },
    "InverseTimeDecay": {
      _ = try Schedules.read($0, place: "the schedule", generation: .keras3)
    },
    "MaxNorm": { _ = try Constraints.read($0, place: "the constraint", generation: .keras3) },
    "L1L2": { _ = try Regularizers.read($0, place: "the regularizer", generation: .keras3) },
    "BinaryCrossentropy": {
      _ = try OutputLoss(Saved($0, place: "the loss", generation: .keras3))
    },
    "CategoricalFocalCrossentropy": {
      _ = try OutputLoss(Saved($0, place: "the loss", generation: .keras3))
    },
    "TopKCategoricalAccuracy": {
      _ = try Metrics.read(
        $0, place: "the metric", generation: .keras3, y: [3], output: [3])
    },
    "MeanSquaredError": {
      _ = try Metrics.read(
        $0, place: "the metric", generation: .keras3, y: [3], output: [3])
    },
  ]

  /// What a kind cannot do without.
  private static let needed = [
    "ExponentialDecay": #""initial_learning_rate": 1, "decay_steps": 2, "decay_rate": 0.5"#,
    "InverseTimeDecay": #""initial_learning_rate": 1, "decay_steps": 2, "decay_rate": 0.5"#,
  ]

  private func json(_ kind: String, _ config: [String]) throws -> JSON {
    let settings = config.filter { !$0.isEmpty }.joined(separator: ", ")
    let text = #"{"class_name": "\#(kind)", "config": {\#(settings)}}"#
    let bytes = Array(text.utf8).withUnsafeBytes { Bytes(copying: $0) }
    return try JSON(parsing: bytes, file: "test")
  }

  @Test("a key that its kind does not know, by its name", arguments: readers.keys.sorted())
  func unread(_ kind: String) throws {
    let read = try #require(UnreadTests.readers[kind])
    let needed = UnreadTests.needed[kind] ?? ""
    try read(json(kind, [needed]))
    let error = #expect(throws: Obstacle.self) {
      try read(self.json(kind, [needed, #""warp": 2"#]))
    }
    #expect(error?.reason.contains("its config says warp = 2") == true)
  }

  @Test("a kind that is in no list", arguments: readers.keys.sorted())
  func unknown(_ kind: String) throws {
    let read = try #require(UnreadTests.readers[kind])
    let error = #expect(throws: Obstacle.self) { try read(self.json("Other", [])) }
    #expect(error?.kind == "Other")
    #expect(
      error?.reason.contains("Keras' ") == true || error?.reason.contains("known here") == true
        || error?.reason.contains("is not computed") == true)
  }
}
