import Checks
import Console
import Debugging
import Equations
import Models
import Terminal
import Terms
import Views

/// Questions about what comes next in a walk, one after the other.
final class Quiz: Dialogue {
  let console: Console
  private let count: Int
  var asked = 0
  var right = 0
  var tries = 0
  var question: QuizQuestion?
  /// The equations whose shape and name were asked for.
  private var known: [Int: Int] = [:]
  var askedForShape: Bool
  /// Knows the mistakes that people make; made when a wrong answer first asks for it.
  private(set) lazy var doctor = makeDoctor()

  /// Tries that a question has before its answer is told.
  static let mostTries = 3

  init(_ console: Console, count: Int, asksForShapes: Bool = true) {
    self.console = console
    self.count = count
    askedForShape = !asksForShapes
  }

  /// What it hears beside answers and commands.
  let words = ["hint", "skip", "help", "quit"]

  var output: Output { console.output }

  var prompt: String {
    output.style.rendered("(quiz \(asked)/\(count))".marked(.prompt)) + " "
  }

  func say(_ text: String, _ mark: Style.Mark? = nil) {
    output.lines(console.prose(text, mark))
  }

  /// Nil where the walk is not what the model makes of what was fed.
  private func makeDoctor() -> Diagnostician? {
    guard let session = console.session, let feed = session.feed, !session.resumesStates,
      session.timeline.changes(to: session.timeline.current).isEmpty,
      let doctor = try? Diagnostician(session.model, feeding: feed.tensors)
    else { return nil }
    return doctor
  }

  // MARK: Asking

  /// Goes on to the next equation that is worth a question, and asks; false at the end.
  func ask() throws -> Bool {
    let (_, machine) = try console.requireMachine()
    question = nil
    console.debugger.frameAhead = nil
    while let moment = machine.next {
      let equation = machine.program.equations[moment.equation]
      let kinds = worthAsking(QuizQuestion.kinds(equation))
      if !kinds.isEmpty {
        let before = known[equation.id, default: 0]
        // Names and shapes once; numbers again and again.
        let kind = kinds[min(before, kinds.count - 1)]
        known[equation.id] = before + 1
        if kind == .shape { askedForShape = true }
        asked += 1
        tries = 0
        // Another place each time, and the same ones whenever the quiz is begun.
        let place = (moment.tick &* 7919 &+ asked &* 104_729) & 0xFFFF
        let next = QuizQuestion(kind, moment, equation, element: place / 7)
        question = next
        try show(next, machine)
        console.debugger.frameAhead = machine.frame(of: equation.id, at: moment.steps)
        return true
      }
      _ = try machine.go(to: .tick(moment.tick))
      if Interrupt.requested { return false }
    }
    return false
  }

  /// A shape is asked for once, unless there is nothing else to ask.
  private func worthAsking(_ kinds: [QuizQuestion.Kind]) -> [QuizQuestion.Kind] {
    guard askedForShape, kinds.count > 1 else { return kinds }
    return kinds.filter { $0 != .shape }
  }

  private func show(_ question: QuizQuestion, _ machine: Machine) throws {
    let lines = try ahead(question, machine) {
      StopBlock(console.presentation, try console.debugger.snapshot())
        .asking(hidesName: question.kind == .name)
    }
    output.lines(["", "Question \(asked) of \(count)".marked(.strong)] + lines)
    say(question.text(console.formulaStyle))
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
    }
  }

  func reveal(_ question: QuizQuestion) throws {
    say("The answer:", .note)
    execute()
    switch question.kind {
    case .number:
      if let element = question.element {
        _ = LineInterpreter(console).perform("explain \(element)")
      }
    case .name: say("It is \(question.names.last ?? ""), \(question.names.first ?? "").")
    case .shape:
      say("\(question.equation.result.name.ascii) is \(question.equation.result.shape).")
    case .vector: break
    }
    try next()
  }

  /// Executes the equation asked about, and shows it.
  func execute() {
    question = nil
    console.debugger.frameAhead = nil
    _ = LineInterpreter(console).perform("step")
  }

  func next() throws {
    if asked < count, try ask() { return }
    finish()
  }

  private func finish() {
    let questions = asked == 1 ? "question" : "questions"
    say("That was the quiz: \(right) of \(asked) \(questions) right at the first try.", .good)
    if asked < count { say("The walk is at its end; feed another input for more.", .dim) }
    close()
  }

  func leave() {
    say("The quiz is over: \(right) right of \(max(asked - 1, 0)) answered.")
    close()
  }

  private func close() {
    question = nil
    console.debugger.frameAhead = nil
    console.dialogue = nil
  }
}
