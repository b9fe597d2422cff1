import Containers
import Equations
import Terms

/// A function that a layer applies to its sums, by Keras' name.
package struct Activation: Sendable {
  package let name: String
  private let function: @Sendable (Term) throws -> Term

  package init(_ name: String, _ function: @escaping @Sendable (Term) throws -> Term) {
    self.name = name
    self.function = function
  }

  /// Throws where nobody has said what the function computes.
  package func callAsFunction(_ term: Term) throws -> Term { try function(term) }

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
  ///
  /// A function of the author's own is what a person says that it is; where nobody has, the layer is read all the same
  /// and stops where it asks for the function.
  package func activation(
    _ key: String = "activation", default fallback: String = "linear"
  ) throws -> Activation {
    let value = value(key)
    if let given = factory.function(key, of: self, named: nil) { return given }
    guard let value else {
      // Null is Keras' word for none.
      let name = json[key] == nil ? fallback : "linear"
      guard let activation = Activation(named: name, version: version) else {
        throw error(key, "an activation")
      }
      return activation
    }
    if let word = Config.functionName(value) {
      return Activation(named: word, version: version) ?? ownFunction(key, word)
    }
    if value["class_name"]?.stringValue == "__lambda__" || value["class_name"] == nil {
      return ownFunction(key, "a lambda")
    }
    let (layer, config) = try factory.layer(from: value, version: version)
    guard let function = layer as? any ActivationLayer else {
      return ownFunction(key, config.kind)
    }
    return Activation(config.kind) { try function.activate($0) }
  }

  /// A function of the author's own: `wave`, registered as `mine>wave`.
  private func ownFunction(_ key: String, _ whole: String) -> Activation {
    let word = whole.split(separator: ">").last.map(String.init) ?? whole
    if let given = factory.function(key, of: self, named: word) { return given }
    unsaid.insert(key)
    let unknown = UnknownFunction(layer: factory.path ?? name, key: key, name: word)
    return Activation(word) { _ in throw unknown }
  }

  /// The name of a function of Keras, as a file says it; nil of anything else.
  package static func functionName(_ value: JSON) -> String? {
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
  func activate(_ term: Term) throws -> Term
}

extension ActivationLayer {
  package func lower(_ x: Term, to eq: Equations) throws -> Term { try eq("a", activate(x)) }
}
