import Tensors

/// The variable that a path of Keras means, `dense/kernel`, or why it is none.
package enum VariableMeant {
  case one(TrainableVariable)
  /// Several are called so.
  case several([TrainableVariable])
  case nothing

  /// Of several that a path may mean, that which is called exactly so, else those of the shape that is asked for.
  package init(_ path: String, _ shape: Shape? = nil, among variables: [TrainableVariable]) {
    let path = path.hasSuffix(":0") ? String(path.dropLast(2)) : path
    if let exact = variables.first(where: { $0.path == path }) {
      self = .one(exact)
      return
    }
    let meant = variables.filter { $0.words.isMeant(by: path) }
    let fitting = meant.filter { shape == nil || $0.shape == shape }
    let found = fitting.isEmpty ? meant : fitting
    switch (found.first, found.count) {
    case (let only?, 1): self = .one(only)
    case (nil, _): self = .nothing
    default: self = .several(found)
    }
  }

  /// The variable, if it is one.
  package var variable: TrainableVariable? {
    if case .one(let variable) = self { variable } else { nil }
  }

  package var isNothing: Bool {
    if case .nothing = self { true } else { false }
  }

  /// What to say where it is none: `it may be a/kernel or b/kernel`.
  package var ambiguity: String? {
    guard case .several(let variables) = self else { return nil }
    let paths = variables.prefix(4).map(\.path)
    let rest = variables.count > 4 ? " or \(variables.count - 4) others" : ""
    return "it may be \(paths.joined(separator: " or "))\(rest)"
  }
}
