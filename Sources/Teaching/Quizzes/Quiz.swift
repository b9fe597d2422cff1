import Checks
import Console
import Debugging
import Models
import Terminal

/// Questions about what comes next in a walk, one after the other.
final class Quiz: Dialogue {
  let console: Console
  let count: Int
  var asked = 0
  var right = 0
  var tries = 0
  var question: QuizQuestion?
  /// The equations whose shape and name were asked for.
  var known: [Int: Int] = [:]
  var askedForShape: Bool
  /// Knows the mistakes that people make; made when a wrong answer first asks for it.
  private(set) lazy var doctor = makeDoctor()
  /// The same for a step of training; made anew where the walk goes on behind the outputs.
  private var stepDoctor: Diagnostician?

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
    guard let session = console.session, let feed = session.feed, let machine = session.machine,
      session.timeline.changes(to: session.timeline.current).isEmpty,
      let doctor = try? Diagnostician(
        session.model, feeding: feed.tensors, from: machine.beginning)
    else { return nil }
    return doctor
  }

  /// Who knows what gives a wrong answer to a question.
  func doctor(for question: QuizQuestion) -> Diagnostician? {
    guard question.part != nil || console.session?.fits == true else { return doctor }
    if stepDoctor == nil, let session = console.session,
      session.timeline.changes(to: session.timeline.current).isEmpty,
      let step = try? session.givenStep()
    {
      stepDoctor = try? Diagnostician(step)
    }
    return stepDoctor
  }

  // MARK: Going on

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
    if asked < count { say(more, .dim) }
    close()
  }

  /// What there is to do for more questions.
  private var more: String {
    let isAimed = console.session?.aim != nil
    let hasLoss = console.session?.model.hasLoss == true
    return "The walk is at its end; "
      + (hasLoss && !isAimed
        ? "target VALUE says what the output was to be, and then there are the loss and the way back to ask about."
        : "feed another input for more.")
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
