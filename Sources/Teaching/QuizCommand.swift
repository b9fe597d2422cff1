import Console
import Debugging
import Equations
import Tensors
import Terminal

/// `quiz 5`: questions about what comes next.
struct QuizCommand: Command {
  let names = ["quiz"]
  let group = CommandGroup.walking
  let reach: Reach = [.walks, .changes, .asks]
  let summary = "be asked for the next numbers, shapes, gates and gradients"
  let usage = ["quiz", "quiz N", "quiz here", "quiz LOCATION", "quiz training [N]"]
  let example = ["feed [0, 1]", "quiz 2", "(4)", "[0, 0, 0, 3.19]"]
  let details = """
    Five questions, or N, from the next equation on. An answer is a number, an expression over what \
    stands in the equation (x @ W[:, 1] + b[1]), a shape or a name; rounded to two digits or more it \
    counts. A wrong answer is told what was done, where one slip explains it. Commands work \
    meanwhile; hint, skip and quit speak to the quiz. here asks about the equation where one \
    stands, a LOCATION about that one. With a target the questions go on behind the outputs: how large a \
    gradient is, which sign it has, what a weight becomes, what Adam keeps; some of them show several numbers, \
    and those that are wrong are what people do. training begins there, with the target that samples \
    has for what was fed, or that target said.
    """
  let completion = Completion.Kind.location

  private static let usualCount = 5
  private static let mostQuestions = 1000

  func run(_ arguments: String, _ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    guard console.dialogue == nil else { throw CommandError("a quiz is going on already") }
    var count = QuizCommand.usualCount
    let (word, rest) = arguments.firstWord
    if let number = Int(arguments) {
      count = try QuizCommand.checked(number, arguments)
    } else if word == "training" {
      if !rest.isEmpty { count = try QuizCommand.checked(Int(rest), rest) }
      try QuizCommand.goBehind(console)
    } else if !arguments.isEmpty {
      count = 1
      try stand(before: arguments, console, machine)
    }
    let start = machine.position
    let isAtEnd = machine.next == nil && machine.program.obstacle == nil
    if isAtEnd, console.session?.machine === machine { try machine.restart() }
    let quiz = Quiz(console, count: count)
    console.dialogue = quiz
    do {
      if try quiz.ask() { return }
    } catch {
      console.dialogue = nil
      throw error
    }
    console.dialogue = nil
    _ = try machine.go(to: .tick(start.tick))
    throw CommandError(
      "nothing that follows here makes a question", hint: "restart begins the walk again")
  }

  private static func checked(_ number: Int?, _ text: String) throws -> Int {
    guard let number, (1...mostQuestions).contains(number) else {
      throw CommandError("\(text.visible) is no number of questions", hint: "quiz 5")
    }
    return number
  }

  /// Goes to where the loss comes next.
  private static func goBehind(_ console: Console) throws {
    let (session, _) = try console.requireMachine()
    if session.aim == nil { _ = try session.takeOwnTarget() }
    guard session.aim != nil, let machine = session.machine else {
      throw CommandError(
        "there is no target, so there is nothing behind the outputs to ask about",
        hint: "target VALUE says what the output is to be.")
    }
    _ = try machine.go(to: .tick(machine.program.predictionTicks))
  }

  /// Goes to just before the equation of a place.
  private func stand(before word: String, _ console: Console, _ machine: Machine) throws {
    if word == "here" {
      guard let moment = machine.current else {
        throw CommandError("nothing is computed yet", hint: "quiz asks about what comes next")
      }
      _ = try machine.go(to: .tick(moment.tick - 1))
      return
    }
    let location = try console.location(word, machine)
    _ = try machine.go(to: location)
    _ = try machine.go(to: .tick(max(machine.position.tick - 1, 0)))
  }
}
