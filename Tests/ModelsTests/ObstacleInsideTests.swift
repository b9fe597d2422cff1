import Containers
import Equations
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// A layer that cannot be computed inside a model that is a layer: what stands before it is walked through.
@Suite struct ObstacleInsideTests {
  private static func layer(
    _ kind: String, _ name: String, _ config: String, after other: String? = nil
  ) -> String {
    let calls = other.map { #"[[["\#($0)", 0, 0, {}]]]"# } ?? "[]"
    return #"{"class_name": "\#(kind)", "name": "\#(name)", "inbound_nodes": \#(calls), "config": "#
      + #"{"name": "\#(name)", \#(config)}}"#
  }

  private static let input = layer(
    "InputLayer", "x", #""batch_input_shape": [null, 4, 4, 1], "dtype": "float32""#)

  private static func activation(_ name: String, after other: String? = nil) -> String {
    layer("Activation", name, #""activation": "relu""#, after: other)
  }

  /// x → before → inner → after, where inner is `layers`.
  private func model(_ layers: [String]) throws -> Model {
    let inside = #""layers": [\#(([Self.input] + layers).joined(separator: ", "))]"#
    let all = [
      Self.input, Self.activation("before", after: "x"),
      Self.layer("Sequential", "inner", inside, after: "before"),
      Self.activation("after", after: "inner"),
    ]
    let text = """
      {"class_name": "Functional", "config": {"name": "outer", "layers": [\(all.joined(separator: ", "))],
       "input_layers": [["x", 0, 0]], "output_layers": [["after", 0, 0]]}}
      """
    return try Model(
      try JSON(parsing: text, file: "test"), version: KerasVersion(2, 15), arrays: [],
      named: "test")
  }

  private static let resizing = layer("LaterResizing", "resized", #""height": 2, "width": 2"#)

  @Test func theWalkEndsAtTheLayerAndNotBeforeTheModel() throws {
    let model = try model([
      Self.activation("first"), Self.activation("second"), Self.resizing, Self.activation("third"),
    ])
    let program = try model.program(for: [[4, 4, 1]])
    let obstacle = try #require(program.obstacle)
    #expect(obstacle.path == "inner/resized")
    #expect(
      program.frames.map(\.path) == ["before", "inner", "inner/first", "inner/second"])
    #expect(program.equations.count == 3)
    #expect(program.frames.first { $0.path == "inner" }?.outputs.isEmpty == true)
  }

  @Test func aModelOfWhichNothingIsComputedIsNotBegun() throws {
    let program = try model([Self.resizing, Self.activation("third")]).program(for: [[4, 4, 1]])
    #expect(program.obstacle?.path == "inner/resized")
    #expect(program.frames.map(\.path) == ["before"])
  }

  @Test func withoutAnObstacleAllIsThere() throws {
    let program = try model([Self.activation("first")]).program(for: [[4, 4, 1]])
    #expect(program.obstacle == nil)
    #expect(program.frames.map(\.path) == ["before", "inner", "inner/first", "after"])
  }
}
