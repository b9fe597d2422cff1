import Console
import Debugging
import Equations
import Terminal
import Terms
import Views

/// What is shown of a question: itself, help with it, its answer.
extension Quiz {
  func show(_ question: QuizQuestion, _ machine: Machine) throws {
    let lines = try ahead(question, machine) {
      StopBlock(console.presentation, try console.debugger.snapshot())
        .asking(hidesName: question.kind == .name)
    }
    let own = try ahead(question, machine) { try question.operands(machine, console.formulaStyle) }
    output.lines(
      ["", "Question \(asked) of \(count)".marked(.strong)]
        + lines.prefix(own.isEmpty ? lines.count : 1))
    output.lines(own.isEmpty ? [] : console.prose("  " + own.joined(separator: "   ")))
    say(question.text(console.formulaStyle))
    output.lines(question.choices?.lines ?? [])
  }

  /// Does something where the equation asked about is computed, and goes back.
  func ahead<R>(
    _ question: QuizQuestion, _ machine: Machine, _ body: () throws -> R
  ) throws -> R {
    let before = machine.position.tick
    let frame = console.debugger.frameAhead
    _ = try machine.go(to: .tick(question.moment.tick))
    console.debugger.frameAhead = nil
    defer {
      _ = try? machine.go(to: .tick(before))
      console.debugger.frameAhead = frame
    }
    return try body()
  }

  func hint(_ question: QuizQuestion) {
    switch question.kind {
    case .name: say("list shows the equations; count the blocks of z from the left.")
    case .shape:
      say(
        "x (n) times W (n, m) gives (m): the inner sizes meet and are gone, the bias changes none.")
    case .number, .vector:
      let text = question.equation.term.formula(.typed).text
      say("The equation can be typed: \(text)\(question.isPart ? " gives all of it" : "").")
    case .choice, .sign, .timestep: say(question.hint)
    }
  }

  func reveal(_ question: QuizQuestion) throws {
    say("The answer:", .note)
    execute()
    switch question.kind {
    case .number, .choice, .sign:
      if let element = question.element {
        _ = LineInterpreter(console).perform("explain \(element)")
      }
    case .name: say("It is \(question.names.last ?? ""), \(question.names.first ?? "").")
    case .shape:
      say("\(question.equation.result.name.ascii) is \(question.equation.result.shape).")
    case .timestep:
      let (_, machine) = try console.requireMachine()
      output.lines(try TimestepShares(question.equation, in: machine)?.lines ?? [])
    case .vector: break
    }
    try next()
  }
}
