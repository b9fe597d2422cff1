import Containers
import Layers

/// What Keras calls a variable: the words of its path, and what may stand in their place.
///
/// A path is that of Keras 3, of a model as it is built: `bidirectional/forward_lstm/lstm_cell/kernel`. A Sequential begins it
/// with its name, a functional model leaves its own out, and so does each for those around it. A model that Keras 3 read from a
/// file leaves wrappers out as well, tf.keras what stands in a wrapper; old versions number cells.
struct VariableWords {
  /// A name on the way to the variable.
  struct Step {
    let name: String
    /// What else Keras calls it.
    var others: [String] = []
    /// Whether a path without any such step says of no layer.
    var isLayer = true
    var isCell = false

    func isCalled(_ word: String) -> Bool {
      if word == name || others.contains(word) { return true }
      guard isCell, word.hasPrefix(name + "_") else { return false }
      return Int(word.dropFirst(name.count + 1)) != nil
    }
  }

  /// The names of models and layers from the outermost to the innermost.
  private var steps: [Step] = []
  /// How many of them are not in the path: those of models around the innermost, and of that itself if it is functional.
  private var around = 0
  /// The end of the path, `query/kernel`, and what else it may be.
  private var ends: [[String]] = []

  init(of model: ModelLayer) { enter(model, as: model.name) }

  /// The way on into a part of a layer.
  func into(_ part: Part, at index: Int, of outer: Part?) -> VariableWords {
    var words = self
    if let model = part.layer as? ModelLayer {
      words.enter(model, as: part.name)
      return words
    }
    let isInner = outer.map { ["Bidirectional", "RNN"].contains($0.config.kind) } ?? false
    if isInner, let last = words.steps.indices.last {
      words.steps[last].isLayer = words.steps[last].isLayer && outer?.layer.parts.count == 1
    }
    if outer?.config.kind == "RNN", let stack = outer?.config.json["cell"],
      stack["class_name"]?.stringValue == "StackedRNNCells"
    {
      let name = stack["config"]?["name"]?.stringValue ?? "stacked_rnn_cells"
      words.steps.append(Step(name: name, isLayer: false, isCell: true))
    }
    let own = VariableWords.given(part, at: index, of: outer)
    words.steps.append(
      Step(name: own ?? part.name, others: own == nil ? [] : [part.name], isCell: isInner))
    if let cell = VariableWords.cells[part.config.kind] {
      words.steps.append(Step(name: cell, isLayer: false, isCell: true))
    }
    return words
  }

  /// The way to an array of the innermost layer.
  func to(_ key: String, of kind: String) -> VariableWords {
    var words = self
    words.ends = [[key]]
    if kind.hasPrefix("DepthwiseConv"), key == "depthwise_kernel" {
      words.ends.insert(["kernel"], at: 0)
    } else if VariableWords.attentions.contains(kind), let gap = key.lastIndex(of: "_") {
      let (name, rest) = (String(key[..<gap]), String(key[key.index(after: gap)...]))
      words.ends.insert([name == "output" ? "attention_output" : name, rest], at: 0)
    }
    return words
  }

  /// `lstm/lstm_cell/recurrent_kernel`.
  var path: String { spelled(steps.dropFirst(around)) }

  /// With the names of all models around, for where two variables have the same path.
  var longPath: String { spelled(steps[...]) }

  private func spelled(_ steps: ArraySlice<Step>) -> String {
    (steps.map(\.name) + (ends.first ?? [])).joined(separator: "/")
  }

  /// Whether a path of any Keras means the variable: all its words stand on the way to it, in their order.
  func isMeant(by path: String) -> Bool {
    let words = path.prefix { $0 != ":" }.split(separator: "/").map(String.init)
    return ends.contains { end in
      guard words.count > end.count, words.suffix(end.count).elementsEqual(end) else {
        return false
      }
      var rest = steps[...]
      var saysLayer = false
      // From the innermost outwards: a model may have the name of a layer in it.
      for word in words.dropLast(end.count).reversed() {
        guard let place = rest.lastIndex(where: { $0.isCalled(word) }) else { return false }
        saysLayer = saysLayer || rest[place].isLayer
        rest = rest[..<place]
      }
      return saysLayer
    }
  }

  private mutating func enter(_ model: ModelLayer, as name: String) {
    let isSequential =
      model.isKeras ? model.kind == "Sequential" : model.json["input_layers"] == nil
    around = steps.count + (isSequential ? 0 : 1)
    steps.append(Step(name: name, isLayer: false))
  }

  /// The name that a `backward_layer` has by itself, which Keras 3 leaves it.
  private static func given(_ part: Part, at index: Int, of outer: Part?) -> String? {
    guard let config = outer?.config, config.kind == "Bidirectional", index == 1,
      let given = config.json["backward_layer"], !given.isNull,
      let name = given["config"]?["name"]?.stringValue
    else { return nil }
    let isRenamed = config.version.major < 3 && name.hasPrefix("backward_")
    return isRenamed ? String(name.dropFirst("backward_".count)) : name
  }

  /// What Keras 3 calls the cell that is inside of a layer.
  private static let cells = [
    "SimpleRNN": "simple_rnn_cell", "LSTM": "lstm_cell", "GRU": "gru_cell",
    "CuDNNLSTM": "lstm_cell", "CuDNNGRU": "gru_cell",
    "ConvLSTM1D": "conv_lstm_cell", "ConvLSTM2D": "conv_lstm_cell",
    "ConvLSTM3D": "conv_lstm_cell",
  ]
  private static let attentions = [
    "MultiHeadAttention", "GroupQueryAttention", "GroupedQueryAttention",
  ]
}
