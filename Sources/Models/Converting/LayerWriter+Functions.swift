import Containers
import Layers

/// The functions of layers, as Keras 3 says them.
extension LayerWriter {
  /// A function by its name, or the layer that stands in its place.
  mutating func function(
    _ value: JSON, _ key: String, _ config: Config, _ path: String
  ) throws -> JSON {
    guard let word = Config.functionName(value) else {
      return value.isNull ? .string("linear") : try activation(value, key, config, path)
    }
    if word == "hard_sigmoid", config.version.major < 3 {
      guard HardSigmoidScale.blocks(config, key) != nil else {
        throw ConversionError(
          "\(path) (\(config.kind)): its \(key) is the hard_sigmoid of Keras 1 and 2, 0.2·x + 0.5, which Keras 3 "
            + "has not: there it is x/6 + 0.5",
          hint: "No change of the weights makes the one of the other here.")
      }
      remark(
        "hard_sigmoid of Keras 1 and 2 is 0.2·x + 0.5, of Keras 3 x/6 + 0.5: the weights in front of it are times 1.2, "
          + "so that the same comes out, but for rounding; Keras 2 gives other numbers for this file"
      )
    }
    // TensorFlow has names of its own for some, as softmax_v2.
    guard let known = Activation(named: word, version: ConversionTarget.version) else {
      throw ConversionError(
        "\(path) (\(config.kind)) cannot be carried over: its \(key) is \(word), which is code of its author's, or was "
          + "said here, and is not in the file",
        hint: "Keras 3 opens what is made of its own functions.")
    }
    return .string(known.name)
  }

  /// A layer in the place of a function, `activation=LeakyReLU(0.1)`, which Keras 3 takes too.
  private mutating func activation(
    _ value: JSON, _ key: String, _ config: Config, _ path: String
  ) throws -> JSON {
    let (layer, inner) = try config.factory.layer(from: value, version: config.version)
    guard layer is any ActivationLayer else {
      throw ConversionError(
        "\(path): its \(key) is a layer, \(inner.kind), and Keras 3 takes a function there",
        hint: "Put the layer behind this one, and save again.")
    }
    return try json(layer, inner, path: "\(path)/\(inner.name)")
  }
}
