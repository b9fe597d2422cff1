import Debugging
import Tensors

/// `rev step`: a motion the other way.
struct ReverseCommand: Command {
  let names = ["rev", "reverse"]
  let group = CommandGroup.walking
  let reach = Reach.walks
  let summary = "do a motion backwards: rev step (rs), rev next (rn), rev continue (rc) …"
  let usage = ["rev step|stepi|next|finish|continue [N]", "rev train [N]", "rev until LOCATION"]
  let example = ["feed [0, 1]", "step 2", "rev step"]
  let details =
    "Going back moves the place and computes nothing; going on again shows the same numbers."
  let repeats = true
  let completion = Completion.Kind.words([
    "step", "stepi", "next", "finish", "continue", "train", "until",
  ])

  func completion(before cursor: Substring) -> Completion.Kind {
    guard cursor.hasWord else { return completion }
    return String(cursor).firstWord.word == "until" ? .location : .nothing
  }

  func run(_ arguments: String, _ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    let (word, rest) = arguments.firstWord
    switch console.commands.find(word) {
    case let command as any MotionCommand:
      try console.walk(command.motion, rest, backwards: true)
    case is ContinueCommand:
      try console.resume(rest, backwards: true)
    case is UntilCommand where !rest.isEmpty:
      try console.show(try machine.until(try console.places(rest, machine), backwards: true))
    case is TrainCommand: try console.untrain(rest)
    default:
      throw CommandError(
        word.isEmpty ? "rev needs a motion" : "\(word) has no reverse",
        hint:
          "rev step, rev stepi, rev next, rev finish, rev continue, rev train, rev until LOCATION")
    }
  }
}

/// `rs`: a reverse motion in two letters.
struct ReverseShorthand: Command {
  let names: [String]
  private let motion: String

  init(_ name: String, _ motion: String) {
    names = [name]
    self.motion = motion
  }

  let group = CommandGroup.walking
  let reach = Reach.walks
  var summary: String { "short for rev \(motion)" }
  var usage: [String] { [name, "\(name) N"] }
  var example: [String] { ["feed [0, 1]", "step 2", name] }
  let repeats = true

  func run(_ arguments: String, _ console: Console) throws {
    try ReverseCommand().run("\(motion) \(arguments)", console)
  }
}
