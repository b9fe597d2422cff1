import Checks
import Equations
import Expressions
import Layers
import ModelSupport
import Models
import Tensors
import Terms
import Testing

@Suite("every equation of every layer, as it is typed, reads back as the same instructions")
struct ParseBackTests {
  @Test("grid", arguments: GridCase.grid)
  func grid(_ one: GridCase) throws {
    let shapes = try one.golden().inputs.map { $0.shape.removing(0) }
    let program = try one.model().program(for: shapes)
    for equation in program.equations {
      let text = equation.term.formula(.typed).text
      let scope = EquationScope(values: equation.term.values)
      let parsed = try Expression(text, names: scope).term(in: scope)
      // NaN is written in a term too, and equals nothing.
      #expect(parsed == equation.term || "\(parsed)" == "\(equation.term)", "\(text)")
    }
  }
}

/// The values that an equation reads, by their names, and the functions that there are at the prompt.
private struct EquationScope: TermScope {
  let values: [Value]

  var names: [String] { values.map(\.name.ascii) }
  var functions: [String: FunctionMaker] {
    Activations.makers.merging(Cross.makers) { own, _ in own }
  }

  func term(named word: String) -> Term? {
    values.first { $0.name.matches(word) }.map { .value($0) }
  }
}
