import Debugging

/// What the walking commands share: a count, a reverse, and the stop block at the end.
protocol MotionCommand: Command {
  var motion: Motion { get }
}

extension MotionCommand {
  var group: CommandGroup { .walking }
  var repeats: Bool { true }

  func run(_ arguments: String, _ console: Console) throws {
    try console.walk(motion, arguments, backwards: false)
  }
}

extension Console {
  /// The most times that a motion is repeated by one command.
  private static let countLimit = 1_000_000_000

  /// Moves, and shows a stop block for each equation stepped over, or for the last one.
  func walk(_ motion: Motion, _ arguments: String, backwards: Bool) throws {
    let (session, machine) = try requireMachine()
    var count = 1
    if !arguments.isEmpty {
      guard let given = Int(arguments), (1...Console.countLimit).contains(given) else {
        throw CommandError("\(arguments) is no count", hint: "A whole number from 1: step 3")
      }
      count = given
    }
    session.frameOffset = 0
    listPosition = nil
    // Each of a few steps is shown, as if they had been typed.
    let shown = motion == .step && count <= 40 ? count : 1
    for _ in 0..<shown {
      let stop = try machine.move(motion, count: count / shown, backwards: backwards)
      output.lines(try stopLines(stop.reason))
      if case .arrived = stop.reason { continue }
      break
    }
  }

  /// Shows the stop block of a motion that was made.
  func show(_ stop: Stop) throws {
    session?.frameOffset = 0
    listPosition = nil
    output.lines(try stopLines(stop.reason))
  }

  /// The location that a word means.
  func location(_ word: String, _ machine: Machine) throws -> Location {
    if let obstacle = machine.program.obstacle, obstacle.path == word {
      throw CommandError(
        "\(word) (\(obstacle.kind)) is never reached: \(obstacle.reason)", hint: obstacle.advice)
    }
    return try machine.location(word, in: selectedFrame())
  }
}
