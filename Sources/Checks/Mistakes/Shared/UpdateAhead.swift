import Equations
import Terms

/// What the optimizer will make of a weight, written on the way back, before its turn has come.
///
/// The equations of the right program are written once more: what is there already is read, what comes later is written
/// here, and what the optimizer keeps from step to step is kept here as well.
final class UpdateAhead {
  /// The right program.
  private let program: Program
  private let equations: Equations
  /// The weight in the program that is being written, and in the right one.
  private let weight: Value
  private let own: Int
  private let path: String
  /// What stands for a value of the right program.
  private var known: [Int: Term] = [:]
  /// What the optimizer was given, by the value in the right program.
  private var copies: [Int: Term] = [:]

  init?(_ program: Program, of weight: Value, _ path: String, in equations: Equations) {
    guard let own = UpdateAhead.given(weight, of: path, in: program) else { return nil }
    (self.program, self.equations, self.weight, self.path) = (program, equations, weight, path)
    self.own = own
  }

  /// Whether the step changes a weight of a call.
  static func isChanged(_ weight: Value, of path: String, in program: Program) -> Bool {
    guard let given = given(weight, of: path, in: program) else { return false }
    return program.updates.contains { $0.given == given }
  }

  /// The weight of a call in the right program.
  private static func given(_ weight: Value, of path: String, in program: Program) -> Int? {
    let frame = program.frames.first { $0.path == path && $0.forward == nil }
    return frame?.weights.first { $0.name == weight.name }?.id
  }

  /// The weight after the step; nil where it needs what a loop has yet to make.
  func next() -> Term? {
    guard let update = program.updates.first(where: { $0.given == own }),
      let next = written(program.values[update.next], path)
    else { return nil }
    for (given, copy) in copies.sorted(by: { $0.key < $1.key }) {
      guard let update = program.updates.first(where: { $0.given == given }),
        let later = written(program.values[update.next], path)
      else { continue }
      equations.update(copy, to: later)
    }
    return next
  }

  /// What stands here for a term of the right program, in a call of a path.
  private func written(_ term: Term, _ place: String) -> Term? {
    var isWhole = true
    let result = term.replacing { part in
      guard let value = part.value else { return nil }
      guard let own = written(value, place) else {
        isWhole = false
        return nil
      }
      return own
    }
    return isWhole ? result : nil
  }

  private func written(_ value: Value, _ place: String) -> Term? {
    let id = program.aliases[value.id] ?? value.id
    if let known = known[id] { return known }
    let term = made(value, id, place)
    known[id] = term
    return term
  }

  private func made(_ value: Value, _ id: Int, _ place: String) -> Term? {
    if id == own { return .value(weight) }
    if value.role == .weight { return kept(value, id) }
    let name = value.name.ascii
    guard let equation = program.equations.last(where: { $0.result.id == id && $0.scan == nil })
    else { return equations.value(name, of: place) }
    let frame = program.frames[equation.frame]
    switch program.phase(of: frame) {
    case .forward, .loss:
      return equations.value(name, of: place)
        ?? equations.value(equation.result.name.ascii, of: frame.path)
    case .backward:
      if let known = equations.gradient(equation.result.name.ascii, of: frame.path) { return known }
      guard let term = written(equation.term, frame.path) else { return nil }
      return frame.path == path ? term : ahead(equation.result.name, term)
    case .update:
      return written(equation.term, frame.path).flatMap { ahead(equation.result.name, $0) }
    }
  }

  /// An equation of what comes later in the right program.
  private func ahead(_ name: Name, _ term: Term) -> Term? {
    let text = name.unicode
    return try? equations(
      Name(name.ascii + "_ahead", (text.hasSuffix("′") ? String(text.dropLast()) : text) + "₊₁"),
      term)
  }

  /// A weight of a layer, or what the optimizer was given: as that of the right program, kept once more.
  private func kept(_ value: Value, _ id: Int) -> Term? {
    let layer = program.frames.first { frame in
      frame.forward == nil && frame.weights.contains { $0.id == id }
        && program.phase(of: frame) == .forward
    }
    if let layer { return equations.value(value.name.ascii, of: layer.path) }
    guard let source = program.weights.first(where: { $0.value == id })?.source else { return nil }
    let copy = equations.kept(
      Name(value.name.ascii + "_kept", value.name.unicode), source, value.dtype)
    copies[id] = copy
    return copy
  }
}
