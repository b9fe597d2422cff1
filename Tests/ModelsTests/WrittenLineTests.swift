import Equations
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("what is wrong in a file of equations is told with its line")
struct WrittenLineTests {
  private func message(_ text: String) -> String {
    refusal { try LayerLines.read(text, file: "my.eq") }
  }

  @Test("lines that are none")
  func lines() {
    #expect(
      message("layer a\nweigth W (2)\ny = x") == """
        my.eq:2: weigth is no word of such a file
          weigth W (2)
          ^^^^^^
        Expected layer, weight, state, output, mask or NAME = EXPRESSION.
        """)
    #expect(
      message("y = x") == """
        my.eq:1: no layer is named before this line
          y = x
          ^^^^^
        layer NAME comes first.
        """)
    #expect(
      message("layer a\n\nlayer b = x") == """
        my.eq:1: no equation is said of a
          layer a
          ^^^^^^^
        Expected NAME = EXPRESSION behind it.
        """)
    #expect(
      message("layer a = x\nlayer a = x * 2") == """
        my.eq:2: a is said twice
          layer a = x * 2
                ^
        """)
    #expect(
      message("layer a\nweight W 8\ny = x") == """
        my.eq:2: expected a shape in brackets
          weight W 8
                   ^
        """)
    #expect(
      message("layer a\nweight W (8, -1)\ny = x") == """
        my.eq:2: -1 is no length
          weight W (8, -1)
                       ^^
        """)
    #expect(
      message("layer a\nstate h\nh = x") == """
        my.eq:2: expected a shape in brackets
          state h
                 ^
        """)
  }

  @Test("equations that are none")
  func equations() {
    #expect(
      message("layer a\n  e = tanh(x @ # product\ny = e") == """
        my.eq:2: expected a value at the end
            e = tanh(x @ # product
                        ^
        """)
    #expect(
      message("layer a\ny = y + 1") == """
        my.eq:2: y is what this line computes, and cannot stand in it
          y = y + 1
              ^
        Equations stand in the order of computing, each under a name of its own.
        """)
    #expect(
      message("layer a\nx = x + 1").hasPrefix("my.eq:2: x is the layer's input"))
    #expect(message("layer a\ne = x\ne = x * 2\n").hasPrefix("my.eq:3: e is there already"))
    #expect(message("layer a\nsum = x").hasPrefix("my.eq:2: sum is a function: sum(x"))
    #expect(
      message("layer a\nstate h (2)\ny = x").hasPrefix("my.eq:2: no equation gives the state h"))
    #expect(message("layer a\noutput z (2)\ny = x").hasPrefix("my.eq:2: no equation gives z"))
    #expect(message("layer a\ny =").hasPrefix("my.eq:2: there is nothing to compute"))
  }

  @Test("what is read")
  func read() throws {
    let text = """
      \u{FEFF}# A file.\r
      layer a = x * 2   # twice\r

      layer Attention   # a class
      weight W = kernel (n, 3)
      weight b = 1 (3) frozen
      weight u
      e = x @ W + b
      y = e @ u  # the result
      output (None, 1)
      mask
      """
    let layers = try LayerLines.read(text, file: "my.eq")
    #expect(layers.all.map(\.subject) == ["a", "Attention"])
    #expect(layers["a"]?.lines == ["layer a = x * 2  # twice"])
    #expect(
      layers["Attention"]?.lines == [
        "layer Attention", "weight W = kernel (n, 3)", "weight b = 1 (3) frozen", "weight u = 2",
        "e = x @ W + b", "y = e @ u  # the result", "output (None, 1)", "mask",
      ])
    #expect(try LayerLines.read(layers.text, file: "again").text == layers.text)
  }
}

@Suite("what is said of layers, of models of every shape")
struct WrittenModelTests {
  @Test("a layer inside a wrapper, and one in place of Keras'")
  func inside() throws {
    let inner = #"{"class_name": "Lambda", "config": {"name": "twice"}}"#
    let timed =
      #"{"class_name": "TimeDistributed", "config": {"name": "timed", "layer": \#(inner)}}"#
    let net = Architecture(layers: [Architecture.input("x", "[null, 3, 2]"), timed])
    let model = try net.model()
    #expect(model.openSubjects == ["timed/twice"])
    let said = try model.with(LayerDefinitions([LayerLines.typed("timed/twice = x * 2")]))
    #expect(try said.obstacle([3, 2]) == "nothing")
    let other = try model.with(LayerDefinitions([LayerLines.typed("timed = x * 3")]))
    #expect(try other.obstacle([3, 2]) == "nothing")
    #expect(try other.program(for: [[3, 2]]).equations.map { $0.text() } == ["y = x ⊙ 3"])
  }

  @Test("an input is no layer")
  func input() throws {
    let model = try Architecture(layers: [Architecture.input("x", "[null, 2]")]).model()
    #expect(throws: (any Error).self) {
      try model.with(LayerDefinitions([LayerLines.typed("x = x * 2")]))
    }
  }

  @Test("weights of other shapes, and weights that are not there, are told with the line")
  func weights() throws {
    let one = try #require(WrittenModel.named("attended"))
    func obstacle(_ line: String) throws -> String {
      let text = "layer attention\n\(line)\ny = sum(x, axis=0)"
      let layers = try LayerLines.read(text, file: "my.eq")
      return try ModelFile.open(one.path, layers: layers).obstacle([5, 3])
    }
    #expect(
      try obstacle("weight W (3, units)") == """
        attention (WordAttention): my.eq:2: W is (4, 3) in the file, and is said to be (3, 3)
          weight W (3, units)
          ^^^^^^^^^^^^^^^^^^^
        """)
    #expect(
      try obstacle("weight W = 7 (3, units)") == """
        attention (WordAttention): my.eq:2: the file has no array 7 for this layer
          weight W = 7 (3, units)
          ^^^^^^^^^^^^^^^^^^^^^^^
        It has 0 word_attention/0 (4, 3), 1 word_attention/1 (3), 2 word_attention/2 (3, 1).
        """)
    #expect(try obstacle("output (5)").contains("y is (4), and the output is said to be (5)"))
  }
}
