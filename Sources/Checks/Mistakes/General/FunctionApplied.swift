import Tensors
import Terms

/// `σ(x + y)` for `x + y`: a function applied to all of an equation that has none.
struct FunctionApplied: EquationRule {
  func changes(of part: EquationPart) -> [PartChange] {
    guard part.function == nil else { return [] }
    return AnotherFunction.names.prefix(4).map { name in
      let symbol = AnotherFunction.symbol(name)
      return PartChange(
        "\(symbol) of the right number", as: .general("E2"), "\(symbol) applied"
      ) { $0.shape.rank == 0 ? nil : .activation(name, of: $0) }
    }
  }
}
