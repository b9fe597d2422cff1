import Debugging
import Equations

/// What the walking commands share: a count, a reverse, and the stop block at the end.
protocol MotionCommand: Command {
  var motion: Motion { get }
}

extension MotionCommand {
  var group: CommandGroup { .walking }
  var reach: Reach { .walks }
  var repeats: Bool { true }

  func run(_ arguments: String, _ console: Console) throws {
    try console.walk(motion, arguments, backwards: false)
  }
}

extension Console {
  /// The most times that a motion is repeated by one command.
  private static let countLimit = 1_000_000_000

  /// How often a motion is made: the argument, or once.
  private static func count(_ arguments: String) throws(CommandError) -> Int {
    if arguments.isEmpty { return 1 }
    guard let given = Int(arguments), (1...countLimit).contains(given) else {
      throw CommandError(
        "\(arguments) is no count", hint: "How often is a whole number from 1: 3, say")
    }
    return given
  }

  /// Goes to the end, or back to the start, past all stops but the last of a number of them.
  func resume(_ arguments: String, backwards: Bool) throws {
    let (_, machine) = try requireMachine()
    let count = try Console.count(arguments)
    var stop = try machine.resume(backwards: backwards)
    for _ in 1..<count {
      guard case .breakpoint = stop.reason else { break }
      stop = try machine.resume(backwards: backwards)
    }
    try show(stop)
  }

  /// Moves, and shows a stop block for each equation stepped over, or for the last one.
  func walk(_ motion: Motion, _ arguments: String, backwards: Bool) throws {
    let (_, machine) = try requireMachine()
    let count = try Console.count(arguments)
    // Each of a few steps is shown, as if they had been typed.
    let left = backwards ? machine.position.tick : machine.program.tickCount - machine.position.tick
    let areShown = motion == .step && min(count, max(left, 1)) <= StepCommand.mostShown
    let shown = areShown ? count : 1
    for _ in 0..<shown {
      let stop = try machine.move(motion, count: count / shown, backwards: backwards)
      try show(stop, after: motion)
      if case .arrived = stop.reason { continue }
      break
    }
  }

  /// The location that a word means.
  package func location(_ word: String, _ machine: Machine) throws -> Location {
    try checkReach(word, machine)
    return try machine.location(word, in: debugger.selectedFrame)
  }

  /// The places that a word means: one, or several of a class or a pattern; a tick is itself.
  func places(_ word: String, _ machine: Machine) throws -> Places {
    if Int(word) != nil {
      return Places(word: word, locations: [try location(word, machine)])
    }
    try checkReach(word, machine)
    return try machine.places(word, in: debugger.selectedFrame)
  }

  private func checkReach(_ word: String, _ machine: Machine) throws {
    if let obstacle = machine.program.obstacle, obstacle.path == word {
      throw CommandError(
        "\(word) (\(obstacle.kind)) is never reached: \(obstacle.reason)", hint: obstacle.advice)
    }
  }
}
