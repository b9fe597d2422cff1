import Containers
import Equations
import Layers
import Training

/// What the configs of layers say of how weights are made and trained, and Keras does not take.
///
/// No number of a prediction depends on it: it is told, and stops nothing.
enum WordsForTraining {
  /// The most that is told of one model.
  private static let most = 8

  static func remarks(_ model: ModelLayer) -> [String] {
    let all = model.parts.flatMap(problems)
    guard all.count > most else { return all }
    return Array(all.prefix(most)) + ["so are \(all.count - most) other words for training"]
  }

  private static func problems(_ part: Part) -> [String] {
    let inner = part.layer.parts.flatMap(problems)
    guard part.config.version.major >= 2, part.layer.isComputable, !(part.layer is any Written),
      !(part.layer is ModelLayer), let object = part.config.json.objectValue
    else { return inner }
    let own = object.compactMap { key, value -> String? in
      problem(key, value, part).map {
        "\(part.name) (\(part.config.kind)): \(key) is \(value.text.short()), and \($0). What is predicted does not depend "
          + "on it, but Keras does not open such a file"
      }
    }
    return own + inner
  }

  /// What Keras does not take of a key and its value; nil where there is nothing, or where they are read elsewhere.
  private static func problem(_ key: String, _ value: JSON, _ part: Part) -> String? {
    let generation = Generation(part.config.version)
    if key == "trainable" {
      return value.boolValue == nil ? "it must be true or false" : nil
    }
    if key == "seed" {
      guard takesSeed(part.config.kind) else { return unknown(key, part) }
      let isWhole = value.isNull || value.intValue != nil || value.boolValue != nil
      return isWhole || generation != .keras3 ? nil : "it must be a whole number"
    }
    guard !type(of: part.layer).ignoredKeys.contains(key), let (stem, role) = Role.of(key) else {
      return nil
    }
    guard key == "activity_regularizer" || stems(part).contains(stem) else {
      return value.isNull ? nil : unknown(key, part)
    }
    guard !value.isNull else { return nil }
    if let name = value["class_name"]?.stringValue,
      !ClassIdentity(value, className: name).isKeras
    {
      return "\(name) is a class of its author's own"
    }
    do {
      switch role {
      case .initializer: return Initializers.problem(value, generation)
      case .regularizer:
        _ = try Regularizers.read(value, place: part.name, generation: generation)
      case .constraint: _ = try Constraints.read(value, place: part.name, generation: generation)
      }
      return nil
    } catch {
      return error.reason
    }
  }

  private static func unknown(_ key: String, _ part: Part) -> String {
    "\(key) is no argument of \(part.config.kind)"
  }

  /// What is made for a weight.
  private enum Role: String, CaseIterable {
    case initializer, regularizer, constraint

    /// `kernel` and the role of `kernel_initializer`; nil of any other key.
    static func of(_ key: String) -> (stem: String, role: Role)? {
      allCases.lazy.compactMap { role in
        key.hasSuffix("_" + role.rawValue)
          ? (String(key.dropLast(role.rawValue.count + 1)), role) : nil
      }.first
    }
  }

  /// The weights of which a layer's config speaks, whether it has them or not.
  private static func stems(_ part: Part) -> Set<String> {
    let kind = part.config.kind
    if kind.hasPrefix("Separable") { return ["depthwise", "pointwise", "kernel", "bias"] }
    if kind.hasPrefix("Depthwise") { return ["depthwise", "kernel", "bias"] }
    if ["LSTM", "GRU", "SimpleRNN"].contains(where: kind.contains) {
      return ["kernel", "recurrent", "bias"]
    }
    switch kind {
    case "BatchNormalization": return ["gamma", "beta", "moving_mean", "moving_variance"]
    case "LayerNormalization", "GroupNormalization": return ["gamma", "beta"]
    case "Embedding", "ReversibleEmbedding": return ["embeddings"]
    case "PReLU": return ["alpha"]
    default: return weighted.contains(where: kind.contains) ? ["kernel", "bias"] : []
    }
  }

  private static let weighted = [
    "Dense", "Conv", "LocallyConnected", "MultiHeadAttention", "GroupQueryAttention",
  ]

  private static func takesSeed(_ kind: String) -> Bool {
    drawing.contains(where: kind.contains)
  }

  private static let drawing = [
    "Random", "Dropout", "GaussianNoise", "Attention", "LSTM", "GRU", "SimpleRNN", "AugMix",
    "CutMix", "MixUp", "RandAugment", "Solarization",
  ]
}
