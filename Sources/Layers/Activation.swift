import Containers
import Equations
import Terms

/// A function that a layer applies to its sums, by Keras' name.
package struct Activation: Sendable {
  package let name: String
  private let function: @Sendable (Term) -> Term

  package init(_ name: String, _ function: @escaping @Sendable (Term) -> Term) {
    self.name = name
    self.function = function
  }

  package func callAsFunction(_ term: Term) -> Term { function(term) }

  package var isLinear: Bool { name == "linear" }

  /// What it makes of a number, in words; `no activation` of the linear one.
  var note: String {
    if isLinear { return "no activation" }
    return Activation.meanings[name].map { "activation: \($0)" } ?? "activation"
  }

  private static let meanings = [
    "relu": "what is below 0 becomes 0", "sigmoid": "between 0 and 1",
    "softmax": "shares that add up to 1", "tanh": "between −1 and 1",
  ]
}

/// The file of one activation: its names, and what it computes.
protocol ActivationKind: Sendable {
  /// Keras' name first, then its other ones.
  static var names: [String] { get }
  /// The function as a version of Keras computes it.
  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term
}

extension Activation {
  /// The activation of a name in a version; nil when there is none.
  package init?(named name: String, version: KerasVersion) {
    guard let kind = Activations.all.first(where: { $0.names.contains(name) }) else { return nil }
    self.init(kind.names.first ?? name, kind.function(version))
  }
}

extension Config {
  /// The activation under a key: a name, a serialised function, or an activation layer.
  package func activation(
    _ key: String = "activation", default fallback: String = "linear"
  ) throws -> Activation {
    guard let value = value(key) else {
      guard let activation = Activation(named: fallback, version: version) else {
        throw error(key, "an activation")
      }
      return activation
    }
    if let word = Config.functionName(value) {
      guard let activation = Activation(named: word, version: version) else {
        throw unknownFunction(key, word)
      }
      return activation
    }
    if value["class_name"]?.stringValue == "__lambda__" || value["class_name"] == nil {
      throw unknownFunction(key, "a lambda")
    }
    let (layer, config) = try factory.layer(from: value, version: version)
    guard let function = layer as? any ActivationLayer else {
      throw unknownFunction(key, config.kind)
    }
    return Activation(config.kind) { function.activate($0) }
  }

  private func unknownFunction(_ key: String, _ word: String) -> ConfigError {
    ConfigError(
      layer: name, kind: kind, key: key,
      expected: "one of Keras' activations: the code of others is not read", found: word)
  }

  private static func functionName(_ value: JSON) -> String? {
    if let word = value.stringValue { return word }
    // {"class_name": "function", "config": "gelu"}, and older: {"class_name": "gelu", "config": {…}}
    if value["class_name"]?.stringValue == "function" {
      return value["config"]?.stringValue ?? value["config"]?["name"]?.stringValue
    }
    return nil
  }
}

/// A layer that is nothing but an activation, and can stand in another layer's place for one.
package protocol ActivationLayer: UnaryLayer {
  func activate(_ term: Term) -> Term
}

extension ActivationLayer {
  package func lower(_ x: Term, to eq: Equations) throws -> Term { try eq("a", activate(x)) }
}
