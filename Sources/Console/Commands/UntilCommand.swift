import Debugging
import Tensors

/// `until lstm@2.C`: to a place that is still to come.
struct UntilCommand: Command {
  let names = ["until", "advance"]
  let group = CommandGroup.walking
  let reach = Reach.walks
  let summary = "walk on to a place that is still to come"
  let usage = ["until LOCATION", "until EXPRESSION"]
  let example = ["open lstm", "feed zeros", "until lstm@2.C"]
  let details = """
    LOCATION is a layer (dense), a timestep (lstm@2, or @2 in the loop where one stands), an \
    equation (dense.z, lstm@2.C), or a tick; LSTM.C is the next C of any LSTM, /\\.C$/ the next \
    one whose name the pattern is found in. A layer or a timestep means its first equation. \
    Breakpoints stop on the way. Where a model is trained, an expression that compares, loss < 0.1, \
    trains on until it is true at the end of a step.
    """
  let reverse: String? = "goes back to the place, if it was passed"
  let completion = Completion.Kind.location

  func run(_ arguments: String, _ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    guard !arguments.isEmpty else { throw CommandError("until needs a place", hint: "until dense") }
    if UntilCommand.compares(arguments) { return try console.train(until: arguments) }
    try console.show(try machine.until(try console.places(arguments, machine)))
  }

  /// Whether a text is a comparison, and no place: a pattern stands between strokes.
  private static func compares(_ text: String) -> Bool {
    text.first != "/" && text.contains { "<>=".contains($0) }
  }
}

extension Console {
  /// How many steps one command trains for at most, for what may never come true.
  private static let mostSteps = 100_000

  /// Trains until an expression is true at the end of a step.
  fileprivate func train(until text: String) throws {
    let session = try requireSession()
    let machine = try session.requireTraining()
    let expression = try debugger.expression(text)
    let first = machine.nextStep
    func holds() throws -> Bool {
      let value = try debugger.evaluate(expression)
      guard value.count == 1 else {
        throw CommandError(
          "\(text) is \(value.shape), not one truth value", hint: "all(…) or any(…) makes it one")
      }
      return value.elements.first != 0
    }
    var steps = 0
    while true {
      let stop = try session.train(1)
      steps += 1
      guard machine.isAtEnd else { return try show(stop) }
      let isTrue = try holds()
      let loss = machine.losses.last ?? 0
      guard isTrue || steps == Console.mostSteps || !loss.isFinite else { continue }
      try showTrained(stop, since: first)
      guard isTrue else {
        throw Failure(
          loss.isFinite
            ? "\(text) was not true in \(steps) steps"
            : "\(text) was not true, and the loss is \(loss.isNaN ? "nan" : "\(loss)") after \(steps == 1 ? "1 step" : "\(steps) steps")"
        )
      }
      return
    }
  }
}
