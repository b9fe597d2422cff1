import Console
import Debugging
import Tensors
import Terminal

/// What a person says in a quiz: an answer, a word, a command.
extension Quiz {
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
    "An answer is a number, an expression over what stands in the equation, a shape such as (4), "
      + "a name, a sign or a letter. Digits that you leave out are rounded.",
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
    switch question.kind {
    case .name where isName: return false
    case .choice where question.choices?.choice(text) != nil: return false
    case .sign where QuizQuestion.sign(text) != nil: return false
    case .timestep where TimestepShares.step(text, of: .max) != nil: return false
    default: break
    }
    return console.commands.find(text.firstWord.word) != nil
  }

  /// Looking is free; the walk comes back to the question.
  private func explore(_ text: String) throws -> Console.Status {
    let (_, machine) = try console.requireMachine()
    let (before, step) = (machine.position.tick, machine.step)
    let status = LineInterpreter(console).perform(text)
    guard console.session?.machine === machine, console.dialogue === self else {
      if console.dialogue === self {
        say("The quiz ends here, for its walk has ended.", .note)
        leave()
      }
      return status
    }
    if machine.position.tick != before || machine.step != step {
      if machine.step != step { try machine.go(toStep: step) }
      _ = try machine.go(to: .tick(before))
      say("(the walk is back at the question)", .dim)
    }
    return status
  }
}
