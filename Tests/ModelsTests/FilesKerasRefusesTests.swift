import Equations
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// Layers that Keras itself does not build, or does not load, end the walk in front of them.
@Suite("what Keras refuses to open is refused")
struct FilesKerasRefusesTests {
  private static func recurrent(_ kind: String = "LSTM", _ more: String = "") -> String {
    #"{"class_name": "\#(kind)", "config": {"name": "a", "units": 2\#(more)}}"#
  }

  private static func reason(
    _ layer: String, input: String = "[null, 3, 2]", _ version: KerasVersion = KerasVersion(2, 15)
  ) throws -> String? {
    let net = Architecture(layers: [Architecture.input("x", input), layer], version: version)
    return try Fixtures.temporary(["model.json": Array(net.json.utf8)]) { folder in
      try ModelFile.open("\(folder)/model.json").program(for: [[3, 2]]).obstacle?.reason
    }
  }

  @Test(arguments: ["LSTM", "GRU", "SimpleRNN"])
  func statesNeedSamples(_ kind: String) throws {
    let layer = Self.recurrent(kind, #", "stateful": true"#)
    #expect(try Self.reason(layer)?.contains("how many samples") == true)
    #expect(try Self.reason(layer, input: "[4, 3, 2]")?.contains("how many samples") != true)
    let plain = Self.recurrent(kind)
    #expect(try Self.reason(plain)?.contains("how many samples") != true)
  }

  @Test
  func halvesOfABidirectional() throws {
    func both(_ forward: String, _ backward: String?) -> String {
      let second = backward.map { #", "backward_layer": \#($0)"# } ?? ""
      let config = #"{"name": "both", "layer": \#(forward)\#(second)}"#
      return #"{"class_name": "Bidirectional", "config": \#(config)}"#
    }
    let (ahead, back) = (Self.recurrent(), Self.recurrent("LSTM", #", "go_backwards": true"#))
    let all = Self.recurrent("LSTM", #", "go_backwards": true, "return_sequences": true"#)
    #expect(try Self.reason(both(ahead, back))?.contains("backward_layer") != true)
    #expect(try Self.reason(both(back, back))?.contains("go_backwards") == true)
    #expect(try Self.reason(both(ahead, all))?.contains("return_sequences") == true)
    // Keras 2 turns the second one round, Keras 3 makes it one that goes backwards.
    #expect(try Self.reason(both(back, nil))?.contains("go_backwards") != true)
    let new = try Self.reason(both(back, nil), KerasVersion(3, 15))
    #expect(new?.contains("go_backwards") == true)
  }
}
