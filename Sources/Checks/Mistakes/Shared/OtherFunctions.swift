import Equations
import Terms

/// What mistakes with the function of an activation share.
extension Anatomy {
  /// A function and what it is called in a diagnosis.
  typealias OtherFunction = (title: String, apply: @Sendable (Term) -> Term)

  /// Another function for one of some, in the activation of every layer that has it and in each alone.
  ///
  /// relu, tanh and σ in a hidden layer are a mistake of their own, whatever they stand for.
  func inActivations(
    of names: Set<String>, _ name: MistakeName, _ others: [OtherFunction]
  ) -> [Slip] {
    guard program.loss == nil else { return [] }
    return others.flatMap { title, apply -> [Slip] in
      let hidden = Set(hidden.map(\.path))
      let layers = activations.filter { layer in
        let other = apply(layer.argument)
        return names.contains(layer.function) && other != layer.term
          && !(hidden.contains(layer.path) && other.isUsualFunction(of: layer.argument))
      }
      return inEach(layers) { layers in
        let paths = layers.map(\.path)
        let own = layers.first.map(\.function) ?? ""
        return Slip(
          name, "\(title) for \(own)",
          .equation("a", in: paths) { apply(Anatomy.argument($0.term)) })
      }
    }
  }
}

extension Anatomy.Activated {
  /// What the function is called: by its name in an equation, or by that of the layer that is one.
  var function: String {
    if let name = term.outermostFunction { return name }
    switch frame.kind {
    case "LeakyReLU": return "leaky_relu"
    case "ELU": return "elu"
    case "PReLU": return "prelu"
    case "ReLU": return "a relu with a slope or an end"
    default: return ""
    }
  }
}

extension Term {
  /// Whether it is relu, tanh or σ of a term, as it stands.
  fileprivate func isUsualFunction(of argument: Term) -> Bool {
    ["relu", "tanh", "sigmoid"].contains(outermostFunction ?? "") && children == [argument]
  }

  /// `x` above 0, `slope·x` below.
  func leaky(_ slope: Double) -> Term {
    .select(.apply(Greater(), [self, 0]), self, .number(slope) * self)
  }

  /// `x` above 0, `α·(eˣ − 1)` below.
  func exponentialBelow(_ alpha: Double) -> Term {
    .select(.apply(Greater(), [self, 0]), self, .number(alpha) * self(Expm1()))
  }
}
