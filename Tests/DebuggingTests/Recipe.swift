import Containers
import Equations
import Layers
import Tensors
import Terms
import TestSupport
import Testing

@testable import Debugging

/// A small model made of layers as Keras saves them, with random weights.
struct Recipe: Sendable, CustomTestStringConvertible {
  let name: String
  let input: Shape
  let layers: [String]
  /// Weights with other numbers, by `path.key`.
  var replaced: [String: [Double]] = [:]
  /// Weights that cannot be read, by `path.key`.
  var unreadable: Set<String> = []

  var testDescription: String { name }

  init(_ name: String, _ input: Shape, _ layers: String...) {
    self.name = name
    self.input = input
    self.layers = layers
  }

  /// The program for the recipe's input shape, or for one of as many features; `backwards`: with the gradients of the sum of
  /// its outputs behind them.
  func program(_ shape: Shape? = nil, backwards: Bool = false) throws -> Program {
    let eq = Equations()
    let factory = Factory()
    var signal = Signal(eq.input("input", TensorType(shape ?? input, .float32)))
    var outputs: [Term] = [signal.term]
    do {
      for text in layers {
        let json = try JSON(parsing: text, file: name)
        let (layer, config) = try factory.layer(from: json, version: KerasVersion(3))
        let part = Part(config.name, groups: [], layer, config)
        let weights = weights(of: layer, config, signal.term.shape.width, config.name)
        let signals = try part.lower(Call([signal], weights: weights), to: eq)
        outputs = signals.map(\.term)
        signal = try #require(signals.first)
      }
    } catch let obstacle as Obstacle {
      return eq.finish(outputs: [], obstacle: obstacle)
    }
    if backwards {
      eq.endPrediction()
      try eq.backward(from: outputs.map { ($0, 1) }, to: eq.givenValues)
    }
    return eq.finish(outputs: outputs)
  }

  private func weights(
    of layer: any Layer, _ config: Config, _ width: Int, _ path: String
  ) -> LayerWeights {
    let units = config.json["units"]?.intValue ?? 0
    var shapes: [String: Shape] = [:]
    let kind = config.kind
    if kind == "Dense" { shapes = ["kernel": [width, units], "bias": [units]] }
    for (cell, blocks) in [("SimpleRNN", 1), ("GRU", 3), ("LSTM", 4)] where kind.hasPrefix(cell) {
      let isDouble = cell == "GRU" && config.json["reset_after"]?.boolValue ?? true
      shapes = [
        "kernel": [width, blocks * units], "recurrent_kernel": [units, blocks * units],
        "bias": isDouble ? [2, blocks * units] : [blocks * units],
      ]
    }
    var own: [String: any WeightSource] = [:]
    for (key, shape) in shapes {
      let id = "\(path).\(key)"
      own[key] = ArraySource(
        id, shape, replaced[id] ?? Chance.numbers(id, shape.count, 0.6),
        isReadable: !unreadable.contains(id))
    }
    var inner = width
    let parts = layer.parts.map { part in
      defer { if kind == "RNN" { inner = part.config.json["units"]?.intValue ?? 0 } }
      return weights(of: part.layer, part.config, inner, "\(path)/\(part.name)")
    }
    return LayerWeights(own: own, parts: parts)
  }

  // MARK: Inputs and runs

  /// Random samples; a timestep here and there is all zeros, which masks it.
  func samples(_ count: Int, _ shape: Shape? = nil, seed: String = "input") -> [Tensor] {
    (0..<count).map { sample in
      let shape = shape ?? input
      var random = Chance("\(name) \(seed) \(sample)")
      var numbers = random.numbers(shape.count, 1)
      if shape.rank > 1 {
        for row in 0..<(shape.count / shape.width) where random.next() % 4 == 0 {
          for column in 0..<shape.width { numbers[row * shape.width + column] = 0 }
        }
      }
      return Tensor(shape, .float32, numbers)
    }
  }

  func machine(_ count: Int = 1) throws -> Machine {
    try Machine(try program(), inputs: [samples(count)])
  }
}

/// A weight in memory.
struct ArraySource: WeightSource {
  let name: String
  let shape: Shape
  let elements: [Double]
  let isReadable: Bool

  struct Unreadable: Error {}

  init(_ name: String, _ shape: Shape, _ elements: [Double], isReadable: Bool = true) {
    self.name = name
    self.shape = shape
    self.elements = elements
    self.isReadable = isReadable
  }

  var identity: String? { name }
  func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? { nil }
  func verify() throws { if !isReadable { throw Unreadable() } }
  func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) {
    for (index, element) in elements.enumerated() {
      switch scalar {
      case .single:
        target.storeBytes(of: Float(element), toByteOffset: 4 * index, as: Float.self)
      case .double: target.storeBytes(of: element, toByteOffset: 8 * index, as: Double.self)
      }
    }
  }
}

/// Makes the layers that the recipes name.
struct Factory: LayerFactory {
  func layer(from json: JSON, version: KerasVersion) throws -> (any Layer, Config) {
    let kind = try #require(json["class_name"]?.stringValue)
    let config = Config(
      name: json["config"]?["name"]?.stringValue ?? kind, kind: kind, version: version,
      json: try #require(json["config"]), factory: self)
    guard let type = LayerKinds.named(kind) else { return (try Unsupported(config), config) }
    return (try type.init(config), config)
  }
}

extension Chance {
  /// The numbers of a word.
  static func numbers(_ word: String, _ count: Int, _ scale: Double) -> [Double] {
    var chance = Chance(word)
    return chance.numbers(count, scale)
  }
}
