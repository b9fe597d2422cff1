import Tensors

/// What `let` has named, in the order in which it was named first.
package struct Variables: Sendable {
  package struct Variable: Sendable {
    package let name: String
    package let tensor: Tensor
    /// The expression that gave it.
    package let text: String

    package init(name: String, tensor: Tensor, text: String) {
      (self.name, self.tensor, self.text) = (name, tensor, text)
    }
  }

  package private(set) var all: [Variable] = []

  package subscript(name: String) -> Variable? { all.first { $0.name == name } }

  /// Names a value, or gives a name another one.
  mutating func set(_ variable: Variable) {
    if let place = all.firstIndex(where: { $0.name == variable.name }) {
      all[place] = variable
    } else {
      all.append(variable)
    }
  }

  /// Forgets a name; false when there is none such.
  mutating func remove(_ name: String) -> Bool {
    guard let place = all.firstIndex(where: { $0.name == name }) else { return false }
    all.remove(at: place)
    return true
  }
}
