import Containers
import Terms

/// `a = activation(x)`: Keras' `Activation`.
struct ActivationLayerKind: ActivationLayer {
  static let classNames = ["Activation"]
  let activation: Activation

  init(_ config: Config) throws {
    guard config.json["activation"] != nil || config.version.major < 3 else {
      throw config.error("activation", "the name of a function, or null")
    }
    activation = try config.activation()
  }

  var actsOnLastAxis: Bool { true }
  var title: String { "Activation(\(activation.name))" }

  func activate(_ term: Term) throws -> Term { try activation(term) }
}
