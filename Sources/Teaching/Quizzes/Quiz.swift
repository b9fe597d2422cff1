import Checks
import Console
import Debugging
import Equations
import Models
import Tensors
import Terminal
import Terms
import Views

/// Questions about what comes next in a walk, one after the other.
final class Quiz: Dialogue {
  let console: Console
  private let count: Int
  private var asked = 0
  var right = 0
  var tries = 0
  private var question: QuizQuestion?
  /// The equations whose shape and name were asked for.
  private var known: [Int: Int] = [:]
  private var askedForShape: Bool
  /// Knows the mistakes that people make; made when a wrong answer first asks for it.
  private(set) lazy var doctor = makeDoctor()

  /// Tries that a question has before its answer is told.
  static let mostTries = 3

  init(_ console: Console, count: Int, asksForShapes: Bool = true) {
    self.console = console
    self.count = count
    askedForShape = !asksForShapes
  }

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

  // MARK: Lines

  let words = ["hint", "skip", "help", "quit"]

  func isSpokenTo(by line: String) -> Bool {
    if (words + ["q", "exit", "h", "?"]).contains(line.trimmed.lowercased()) { return true }
    return question.map { !isForDebugger(line.trimmed, $0) } ?? false
  }

  func take(_ line: String) -> Console.Status {
    let text = line.trimmed
    guard let question else {
      leave()
      return .done
    }
    do {
      switch text.lowercased() {
      case "": say("Type your answer; hint helps, skip tells it, quit leaves the quiz.", .dim)
      case "quit", "q", "exit": leave()
      case "skip": try reveal(question)
      case "hint": hint(question)
      case "help", "?": output.lines(Quiz.usage.flatMap { $0.proseLines(to: console.width) })
      case "h" where !isName("h", question):
        output.lines(Quiz.usage.flatMap { $0.proseLines(to: console.width) })
      default:
        guard isForDebugger(text, question) else {
          output.record.add(command: text)
          try hear(text, question)
          break
        }
        return try explore(text)
      }
      return .done
    } catch {
      output.error(Problem.text(error))
      return .failed(code: Problem.exitCode(error))
    }
  }

  /// What `help` says first in a quiz.
  private static let usage = [
    "An answer is a number, an expression over what stands in the equation, a shape such as (4), or "
      + "a name. Digits that you leave out are rounded.",
    "  hint        help with this question",
    "  skip        its answer, then the next question",
    "  quit        leave the quiz",
    "Commands work meanwhile, and the walk comes back: list, p W[0], explain x[1]. help step says "
      + "what step does; help all lists the commands.",
  ]

  private func isName(_ text: String, _ question: QuizQuestion) -> Bool {
    question.kind == .name && Grading.names.contains(text)
  }

  private func isForDebugger(_ text: String, _ question: QuizQuestion) -> Bool {
    let isName = Grading.names.contains(Grading.word(text))
    if question.kind == .name, isName { return false }
    return console.commands.find(text.firstWord.word) != nil
  }

  /// Looking is free; the walk comes back to the question.
  private func explore(_ text: String) throws -> Console.Status {
    let (_, machine) = try console.requireMachine()
    let before = machine.position.tick
    let status = LineInterpreter(console).perform(text)
    guard console.session?.machine === machine, console.dialogue === self else {
      if console.dialogue === self {
        say("The quiz ends here, for its walk has ended.", .note)
        leave()
      }
      return status
    }
    if machine.position.tick != before {
      _ = try machine.go(to: .tick(before))
      say("(the walk is back at the question)", .dim)
    }
    return status
  }

  private func hint(_ question: QuizQuestion) {
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
