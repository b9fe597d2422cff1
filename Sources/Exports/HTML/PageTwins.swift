import Equations
import Terms

/// Which values of a step of training belong together: a gradient and what it is the gradient of, what
/// the next step is given and what this one is.
struct PageTwins {
  /// The values that others are of, by the others' ids.
  private var origins: [Int: Value] = [:]

  init(_ program: Program) {
    for update in program.updates { origins[update.next] = program.values[update.given] }
    for frame in program.frames where program.phase(of: frame) == .backward {
      guard let forward = frame.forward else { continue }
      add(gradientsIn: frame.id, of: forward, program)
    }
  }

  /// What a gradient is of, or what is given in the place of which a value stands in the next step.
  subscript(value: Value) -> Value? { origins[value.id] }

  /// The stretches of an equation's result that others read, or those of what it is the gradient of.
  func stretches(
    of equation: Equation, _ program: Program
  ) -> [(start: Int, count: Int, reader: Int)] {
    let own = program.stretches(of: equation)
    guard own.isEmpty, let twin = self[equation.result],
      let forward = program.equations.first(where: { $0.result == twin })
    else { return own }
    return program.stretches(of: forward)
  }

  /// Gradients have the names of what they are of, in the call beside that one's.
  private mutating func add(gradientsIn frame: Int, of forward: Int, _ program: Program) {
    var known: [Name: Value] = [:]
    for value in own(forward, program) {
      known[value.name.gradient] = known[value.name.gradient] ?? value
    }
    let elsewhere = Set(
      program.equations.filter { $0.frame != frame }.map(\.result.id))
    for gradient in own(frame, program) where !elsewhere.contains(gradient.id) {
      guard let value = known[gradient.name], value.shape == gradient.shape else { continue }
      origins[gradient.id] = origins[gradient.id] ?? value
    }
  }

  /// What a call's equations give, then what they read.
  private func own(_ frame: Int, _ program: Program) -> [Value] {
    let equations = program.equations.filter { $0.frame == frame }
    return equations.map(\.result) + equations.flatMap(\.term.values)
  }
}
