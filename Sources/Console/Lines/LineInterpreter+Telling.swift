import Debugging
import Terminal

/// What is told of a line: why it failed, what it may have meant, what it ended.
extension LineInterpreter {
  func failed(_ error: any Error) -> Console.Status {
    console.output.error(describe(error))
    return .failed(code: Problem.exitCode(error))
  }

  func describe(_ error: any Error) -> String {
    let text = Problem.text(error)
    if let place { return "\(place): \(text)" }
    return console.prose(text, .bad).joined(separator: "\n")
  }

  /// `f`, `c`, `h` may mean a value and a command: which of them the line is, and how to have the
  /// other; nil where it can be one only.
  func hintAtValue(_ text: String) -> String? {
    guard let command = console.commands.find(text), text != command.name,
      Scope(console.debugger).isName(text)
    else { return nil }
    switch try? meaning(of: text) {
    case .expression: return "(\(text) is a value here; the command is \(command.name))"
    case .command:
      return "(\(text) is the command \(command.name); p \(text) prints the value \(text))"
    default: return nil
    }
  }

  /// Says of breakpoints that have no place in what was fed that they wait.
  func tellOfPending() {
    guard console.session?.machine != nil else { return }
    for (one, reason) in console.breakpoints.newlyPending() {
      let text = "\(one.title), \(one.subject.visible), has no place here and waits: "
      // What to do about it is for whoever names a place now.
      let why = (reason as? PlaceError)?.message ?? Problem.text(reason)
      console.output.lines(console.prose(text + why, .note))
    }
  }

  /// Says where a target ended because something else was fed, and which weights count after training.
  func tellLostTarget() {
    guard let session = console.session, session.takeLostTarget() else { return }
    console.output.lines(
      console.prose("the target belonged to what was fed before: target gives another one"))
    guard session.stepsLearnt > 0 else { return }
    let steps = session.stepsLearnt == 1 ? "1 step" : "\(session.stepsLearnt) steps"
    console.output.lines(
      console.prose(
        "the weights are those after \(steps) of training; train -d goes back to the file's"))
  }
}
