import Tensors
import Terms

/// One equation.
extension Equations {
  /// Adds the equation `name = term` and gives its value.
  @discardableResult
  package func callAsFunction(
    _ name: Name, _ term: Term, _ note: String = ""
  ) throws(EquationError) -> Term {
    let original = term
    try check(name, term)
    let term = revised(name, term) ?? term
    let type: TensorType
    do {
      type = try term.type()
    } catch {
      throw EquationError(layer: path, name: name, term: term, place: error)
    }
    if let reason = SizeLimit.value.refusal(of: type.shape) {
      throw EquationError(
        layer: path, name: name, term: term, place: TermMisfit(path: [], misfit: Misfit(reason)))
    }
    var emitter = Emitter(self, scan: scanStack.last)
    let result = emitter.equation(name, term, type)
    let equation = Equation(
      id: program.equations.count, frame: contexts.last?.frame ?? 0, result: result, term: term,
      note: note, instructions: emitter.instructions, scan: scanStack.last)
    program.equations.append(equation)
    program.schedule.append(.equation(equation.id))
    if revision != nil, term != original {
      program.changes.append(Program.Change(equation: equation.id, original: original))
    }
    return .value(result)
  }

  /// Refuses what would make the program too long, or an equation too long to be gone through.
  private func check(_ name: Name, _ term: Term) throws(EquationError) {
    let long = limit.excess(of: term)
    guard let reason = long ?? limit.excess(of: program) else { return }
    // What is too long cannot be shown either.
    let shown = long == nil ? term : .named(NamedFunction("…") { _ in 0 }, [])
    throw EquationError(
      layer: path, name: name, term: shown, place: TermMisfit(path: [], misfit: Misfit(reason)))
  }
}
