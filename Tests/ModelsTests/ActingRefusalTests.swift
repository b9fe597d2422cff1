import Equations
import ModelSupport
import Models
import Tensors
import Terms
import Testing

@Suite("what layers do in training and is not computed, told by name")
struct ActingRefusalTests {
  private func program(
    _ layer: String, _ shape: Shape, weights: [Shape] = [], seed: Int? = 0
  ) throws -> Program {
    let name = layer.contains("outer") ? "outer" : "a"
    let zeros = weights.map { Tensor($0, .float32, repeating: 0) }
    return try Architecture(layers: [layer]).model(zeros.isEmpty ? [] : [(name, zeros)])
      .program(for: [shape], trainingSeed: seed)
  }

  private static func layer(_ kind: String, _ options: String, inside: String? = nil) -> String {
    let layer = #"{"class_name": "\#(kind)", "config": {"name": "a"\#(options)}}"#
    return inside.map {
      #"{"class_name": "\#($0)", "config": {"name": "outer", "layer": \#(layer)}}"#
    } ?? layer
  }

  @Test func whatStopsTheWalk() throws {
    let cases: [(layer: String, weights: Int, reason: String)] = [
      (
        Self.layer("Dropout", #", "rate": 0.5, "noise_shape": [1, 2]"#), 0,
        "noise_shape does not fit"
      )
    ]
    for (layer, count, reason) in cases {
      let weights = Array(repeating: Shape([3]), count: count)
      let stopped = try program(layer, [4, 3], weights: weights).obstacle
      #expect(stopped?.reason.contains(reason) == true, "\(layer) \(stopped?.reason ?? "")")
      #expect(try program(layer, [4, 3], weights: weights, seed: nil).obstacle == nil, "\(layer)")
    }
  }

  /// Of a TimeDistributed in another one of Keras 2 it does: there is a loop around it.
  @Test func statisticsOfABatchStopTheWalkInALoop() throws {
    let inner = Self.layer("BatchNormalization", "", inside: "TimeDistributed")
    let layer =
      #"{"class_name": "TimeDistributed", "config": {"name": "outer", "layer": \#(inner)}}"#
    let weights = Array(repeating: Shape([3]), count: 4)
    let stopped = try program(layer, [2, 4, 3], weights: weights).obstacle
    #expect(stopped?.reason.contains("in every timestep anew") == true, "\(stopped?.reason ?? "")")
    let single = try program(inner, [4, 3], weights: weights)
    #expect(single.obstacle == nil && single.scans.isEmpty)
  }

  /// A model in a TimeDistributed, which tf.keras runs twice, whose normalization is called twice.
  @Test func statisticsOutOfTurnStopTheWalk() throws {
    func inner(_ options: String = "", again: Bool) -> String {
      func node(_ kind: String, _ name: String, _ config: String, _ from: [String]) -> String {
        let nodes = from.map { #"[["\#($0)", 0, 0, {}]]"# }.joined(separator: ", ")
        return
          #"{"class_name": "\#(kind)", "name": "\#(name)", "config": {"name": "\#(name)"\#(config)}, "inbound_nodes": [\#(nodes)]}"#
      }
      let layers = [
        node("InputLayer", "x", #", "batch_input_shape": [null, 3]"#, []),
        node("BatchNormalization", "n", options, again ? ["x", "n"] : ["x"]),
      ].joined(separator: ", ")
      let model =
        #"{"class_name": "Functional", "config": {"name": "m", "layers": [\#(layers)], "input_layers": [["x", 0, 0]], "output_layers": [["n", \#(again ? 1 : 0), 0]]}}"#
      return
        #"{"class_name": "TimeDistributed", "config": {"name": "outer", "layer": \#(model)}}"#
    }
    let weights = Array(repeating: Shape([3]), count: 4)
    let stopped = try program(inner(again: true), [4, 3], weights: weights).obstacle
    #expect(stopped?.reason.contains("n is called 2 times") == true, "\(stopped?.reason ?? "")")
    #expect(try program(inner(again: false), [4, 3], weights: weights).obstacle == nil)
    let frozen = inner(#", "trainable": false"#, again: true)
    #expect(try program(frozen, [4, 3], weights: weights).obstacle == nil)
  }

  /// tf.keras trains a kernel of a layer that is frozen by itself, and Keras divides one of half precision otherwise.
  @Test func aKernelThatIsDividedOtherwiseStopsTheWalk() throws {
    func spectral(_ options: String) -> String {
      Self.layer(
        "Dense", #", "units": 2, "use_bias": false\#(options)"#, inside: "SpectralNormalization")
    }
    let weights: [Shape] = [[3, 2], [1, 2]]
    #expect(try program(spectral(""), [3], weights: weights).obstacle == nil)
    for options in [#", "trainable": false"#, #", "dtype": "mixed_float16""#] {
      let stopped = try program(spectral(options), [3], weights: weights).obstacle
      #expect(stopped?.reason.contains("singular value") == true, "\(stopped?.reason ?? "")")
      #expect(try program(spectral(options), [3], weights: weights, seed: nil).obstacle == nil)
    }
  }

  @Test func whatIsSaidBeside() throws {
    let images = try program(Self.layer("RandomFlip", ""), [4, 4, 3])
    #expect(images.frames.first?.remark?.contains("changes images at random") == true)
  }

  /// In a loop each timestep gets what is drawn for it, the timesteps of a recurrent layer share one mask, and what
  /// cuDNN could run of tf.keras draws for each.
  @Test func whatIsDrawnHasAShape() throws {
    func shapes(_ layer: String, _ weights: [Shape] = []) throws -> [Shape] {
      let program = try program(layer, [4, 3], weights: weights)
      return program.draws.map { program.values[$0.value].shape }
    }
    let rate = #", "rate": 0.5"#
    #expect(try shapes(Self.layer("Dropout", rate)) == [[4, 3]])
    #expect(try shapes(Self.layer("Dropout", rate, inside: "TimeDistributed")) == [[4, 3]])
    #expect(try shapes(Self.layer("SpatialDropout1D", rate)) == [[1, 3]])
    let (simple, lstm, gru): ([Shape], [Shape], [Shape]) = (
      [[3, 2], [2, 2], [2]], [[3, 8], [2, 8], [8]], [[3, 6], [2, 6], [6]]
    )
    let cell = #", "units": 2, "dropout": 0.5"#
    #expect(try shapes(Self.layer("SimpleRNN", cell), simple) == [[3]])
    #expect(try shapes(Self.layer("LSTM", cell), lstm) == [[4, 3]])
    #expect(try shapes(Self.layer("LSTM", cell + #", "activation": "relu""#), lstm) == [[3]])
    let both = cell + #", "recurrent_dropout": 0.5"#
    #expect(try shapes(Self.layer("SimpleRNN", both), simple) == [[3], [2]])
    #expect(try shapes(Self.layer("GRU", both), gru) == [[3, 3], [3, 2]])
  }
}
