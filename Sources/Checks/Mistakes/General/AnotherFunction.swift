import Tensors
import Terms

/// `tanh(x)` for `σ(x)`, and so on.
struct AnotherFunction: EquationRule {
  /// The functions that are taken for each other; the hard sigmoid of Keras 1 and 2 in the gates is
  /// a mistake of its own.
  static let names = [
    "sigmoid", "tanh", "relu", "softmax", "hard_sigmoid", "softplus", "exponential",
  ]

  func changes(of part: EquationPart) -> [PartChange] {
    guard let (name, _) = part.function else { return [] }
    let others = AnotherFunction.names.map { other in
      let symbol = AnotherFunction.symbol(other)
      return PartChange(
        AnotherFunction.remark(symbol, for: name), as: .general("E2"), "\(symbol) for \(name)"
      ) { $0.shape.rank == 0 ? nil : .activation(other, of: $0.application.argument) }
    }
    let older = PartChange("hard_sigmoid_2 in the place of \(name)") {
      .hardSigmoid(2, of: $0.application.argument)
    }
    return others + [older]
  }

  static func symbol(_ name: String) -> String { name == "sigmoid" ? "σ" : name }

  private static func remark(_ symbol: String, for name: String) -> String {
    symbol == "exponential" && name == "softmax"
      ? "e to the power of each, not yet divided by their sum"
      : "\(symbol) in the place of \(name)"
  }
}
