import Debugging
import Engine
import Equations
import Expressions
import Models
import Tensors
import Terminal
import Terms
import Views

/// `feed [0, 1]`: gives the model an input.
struct FeedCommand: Command {
  let names = ["feed"]
  let group = CommandGroup.model
  let reach: Reach = [.walks, .changes, .readsFiles]
  let summary = "give the model an input and stand before the first equation"
  let usage = ["feed VALUE", "feed FILE", "feed NAME=VALUE NAME=VALUE …", "feed \"WORDS\""]
  let example = ["feed [0, 1]", "feed [[0, 0], [0, 1], [1, 0], [1, 1]]", "feed random(seed=1)"]
  let details = """
    VALUE is a literal, arange(24).reshape(4, 3, 2)[0], zeros, ones, random(seed=1), or any \
    expression, also of what let has named. FILE is .npy, .npz (with the inputs' names, or x0, x1, …; \
    data.npz:x0 takes one array), .csv or .json. One more axis in front makes a batch of samples; \
    sample N then looks at another one. An input of text is fed "some words", or ["one", "another"] for \
    two samples; a .txt is a text a line then, a .csv a text a field. To an input of tokens "the cat \
    sleeps" feeds those of words that are known (set words). Every feed is a call of the model: stateful layers go on \
    from the states that the last one left, which is run to its end if its walk has not come there; \
    reset begins from zero again. \
    A .csv or .txt holds a row of numbers a line, between commas, semicolons, tabs or blanks, with a \
    point in them; nan stands for what is missing. A first row without any number is passed over as \
    headings, which is said; anything else is an error.
    """
  let completion = Completion.Kind.file(.arrays)

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    guard !arguments.isEmpty else {
      throw CommandError(
        "feed needs a value for \(session.model.inputsText.visible)",
        hint: session.model.feedHint)
    }
    try session.feed(try FeedCommand.read(arguments, session, Scope(console.debugger)))
    console.tell(remarks: session.feed?.remarks ?? [])
    console.output.lines(console.prose(FeedCommand.report(session)))
    if let machine = session.machine, machine.memoryUse.isPartial {
      console.output.lines(MemoryText(console.presentation, machine).lines)
    }
    if let obstacle = session.machine?.program.obstacle {
      console.output.lines(console.prose(FeedCommand.end(obstacle), .bad))
    }
  }

  /// Where a walk comes to its end before the outputs, and why.
  static func end(_ obstacle: Obstacle) -> String {
    "the walk will end at \(obstacle.path) (\(obstacle.kind)): \(obstacle.reason)"
      + (obstacle.remedy.map { "\n\($0)" } ?? "")
  }

  /// What is fed; words without quotes are told what they lack.
  private static func read(_ text: String, _ session: Session, _ scope: Scope) throws -> Feed {
    do {
      return try sentence(text, session)
        ?? Feed.read(text.expandingHome, for: session.model, names: scope)
    } catch let error as ExpressionError {
      guard session.model.readsTokens, UnquotedText.areWords(text) else { throw error }
      throw CommandError(
        "\(text.visible): words are fed in quotes",
        hint: "Type feed \"\(text.visible)\""
          + (session.words == nil ? ", after set words FILE: the file of the words." : "."))
    }
  }

  /// The tokens of a sentence in quotes; nil of anything else.
  private static func sentence(_ text: String, _ session: Session) throws -> Feed? {
    guard text.count > 1, let quote = text.first, "\"'".contains(quote), text.last == quote else {
      return nil
    }
    let inputs = session.model.inputs
    if inputs.contains(where: { $0.dtype == .string }) { return nil }
    guard session.words != nil || session.model.readsTokens else { return nil }
    guard let words = session.words else {
      throw CommandError(
        "which tokens these words are is not known",
        hint: "set words FILE names a file, a word a line as get_vocabulary() gives them.")
    }
    guard let input = inputs.first, inputs.count == 1, let shape = input.shape, shape.count == 1
    else {
      throw CommandError(
        "words are fed to a model of one input of tokens", hint: session.model.feedHint)
    }
    return try Feed.fitted(
      [try words.tokens(of: String(text.dropFirst().dropLast()), length: shape[0])], inputs)
  }

  /// What was fed and how long the walk is.
  static func report(_ session: Session) -> String {
    guard let machine = session.machine, let feed = session.feed else { return "" }
    let inputs = machine.program.inputs.map { "\($0.name.unicode.visible) \($0.shape)" }
    let samples =
      feed.samples == 1 ? "1 sample, " : "\(feed.samples) samples, sample 0 in focus, "
    let batch = feed.isBatch ? samples : ""
    let count = machine.program.tickCount
    let equations = count == 0 ? "no equation" : count == 1 ? "1 equation" : "\(count) equations"
    let training = session.mode.trainingSeed.map { ", as in training with seed \($0)" } ?? ""
    return "fed \(inputs.joined(separator: ", ")): \(batch)\(equations) to step through\(training)"
      + beginning(session, machine)
  }

  /// Where the states of stateful layers begin, unless it is a first call.
  private static func beginning(_ session: Session, _ machine: Machine) -> String {
    guard machine.program.scans.contains(where: \.isStateful) else { return "" }
    let calls = session.calls.before
    guard calls > 0 else { return PushCommand.beginning(session.calls) }
    return ", on from the states of \(calls == 1 ? "the call" : "\(calls) calls") before"
  }
}
