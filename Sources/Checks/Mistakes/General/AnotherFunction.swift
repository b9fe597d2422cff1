import Equations
import Terms

/// `tanh(x)` for `σ(x)`, and so on.
struct AnotherFunction: Mistake {
  private static let names = [
    "sigmoid", "tanh", "relu", "softmax", "hard_sigmoid", "softplus", "exponential",
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let whole = anatomy.focus.compactMap { id in
      anatomy.program.equations.indices.contains(id) ? anatomy.program.equations[id].term : nil
    }
    return anatomy.edits("E2") { part in
      if part.application.function != nil {
        return AnotherFunction.names.map { name in
          AnotherFunction.edit("\(AnotherFunction.symbol(name)) for \(part.outermost)") {
            .activation(name, of: $0.application.argument)
          }
        }
      }
      // Where no function stands, one may have been applied to all of the equation.
      guard whole.contains(part) else { return [] }
      return AnotherFunction.names.prefix(4).map { name in
        AnotherFunction.edit("\(AnotherFunction.symbol(name)) applied") {
          .activation(name, of: $0)
        }
      }
    }
  }

  private static func symbol(_ name: String) -> String { name == "sigmoid" ? "σ" : name }

  private static func edit(
    _ title: String, _ change: @escaping @Sendable (Term) -> Term?
  ) -> Anatomy.PartEdit {
    (title, { $0.shape.rank == 0 ? nil : change($0) })
  }
}
