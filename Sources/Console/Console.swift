import Containers
import Debugging
import Models
import Tensors
import Terminal

/// The debugger as a person meets it: takes a line, does what it says, shows what came of it.
///
/// What is common to all commands is here; each command is a file in `Commands`.
final class Console {
  let debugger = Debugger()
  let output: Output
  var settings = Settings() {
    didSet { applyColour() }
  }
  /// Where lines come from, so that a command can run a script.
  var isInteractive: Bool
  /// The person's own names for commands, and commands made of others.
  var aliases: [String: String] = [:]
  var definitions: [String: Definition] = [:]
  /// What `plot` drew last.
  var lastPlot: String?
  /// The picture that the last command drew.
  var shownPicture: StandingPicture?
  var followUp = FollowUp()
  /// Where it is kept how far a learner has come; nil keeps nothing.
  var stateFolder = Terminal.userFolder("XDG_STATE_HOME", or: ".local/state")
  /// The lesson or quiz that takes the lines that are typed.
  var dialogue: (any Dialogue)?
  private(set) var quits = false
  private var lastLine: String?
  private var scriptDepth = 0
  private var aliasDepth = 0
  /// How many aliases may stand for each other.
  private static let aliasDepthLimit = 16

  init(output: Output, isInteractive: Bool) {
    self.output = output
    self.isInteractive = isInteractive
    if !Terminal.isUTF8 { settings.ascii = true }
    debugger.isInterrupted = { Interrupt.requested }
    applyColour()
    prepareStops()
  }

  private func applyColour() {
    switch settings.colour {
    case .always: output.style.usesColour = true
    case .never: output.style.usesColour = false
    case .auto: output.style.usesColour = isInteractive && Terminal.supportsColour()
    }
    output.style.usesASCII = settings.ascii
  }

  func quit() { quits = true }

  /// Gives expressions the room that a page of somebody else's may have.
  func limitToLesson() {
    debugger.elementLimit = 1_000_000
    debugger.kept.limit = 10_000_000
  }

  // MARK: Lines

  /// What became of a line.
  enum Status: Equatable {
    case done
    /// It failed; the code that a script ends with.
    case failed(code: Int32)
  }

  /// Does what a line says; errors are shown and never end the program.
  @discardableResult
  func execute(_ line: String, at place: ScriptPlace? = nil) -> Status {
    let text = line.trimmed
    if text.hasPrefix("#") { return .done }
    shownPicture = nil
    return Interruption.listening(to: wishesInterruption) {
      if followUp.isCollecting { return collect(text, at: place) }
      if let dialogue { return dialogue.take(line) }
      return executeDirectly(text, at: place)
    }
  }

  /// Whether lines belong to something that was begun, and an empty one means something to it.
  var isTakingLines: Bool { followUp.isCollecting || dialogue != nil }

  /// What stands before the cursor.
  var promptText: String {
    if followUp.isCollecting { return "> " }
    if let dialogue { return dialogue.prompt }
    return output.style.rendered("(kerastep)".marked(.prompt)) + " "
  }

  /// Does what a line says, whatever lesson or quiz is going on.
  func executeDirectly(_ text: String, at place: ScriptPlace? = nil) -> Status {
    if text.isEmpty {
      guard isInteractive, let lastLine else { return .done }
      return perform(lastLine, at: place)
    }
    lastLine = nil
    return perform(text, at: place)
  }

  /// Takes a line as one of a breakpoint's commands, or of a definition.
  private func collect(_ text: String, at place: ScriptPlace?) -> Status {
    if let command = Commands.find(text.firstWord.word), command.takesLines {
      let error = CommandError(
        "\(command.name) cannot stand inside what is typed up to end", hint: "end closes it")
      output.error(describe(error, at: place))
      return .failed(code: Problem.exitCode(error))
    }
    _ = followUp.takes(text)
    return .done
  }

  /// Does a line, then what the breakpoints it has stopped at ask for.
  private func perform(_ text: String, at place: ScriptPlace?) -> Status {
    defer { _ = followUp.take() }
    var line: String? = text
    var rest: ArraySlice<String> = []
    while let next = line {
      let status = performOne(next, at: place)
      tellOfPending()
      if status != .done || quits || Interrupt.requested { return status }
      // A stop on the way of these commands has its own in their place.
      if let asked = followUp.take() { rest = asked[...] }
      line = rest.popFirst()
    }
    return .done
  }

  private func performOne(_ text: String, at place: ScriptPlace?) -> Status {
    let status = performRecorded(text, at: place)
    guard let failure = output.record.takeFailure() else { return status }
    output.error(describe(CommandError(failure), at: place))
    return status == .done ? .failed(code: Problem.Code.unusableFile) : status
  }

  private func performRecorded(_ text: String, at place: ScriptPlace?) -> Status {
    // An echoed line is shown already.
    if place == nil || !settings.echo { output.record.add(command: text) }
    defer { hintAtValue(text) }
    do {
      try dispatch(text)
      return .done
    } catch let ended as ScriptEnded {
      return .failed(code: ended.code)
    } catch {
      output.error(describe(error, at: place))
      return .failed(code: Problem.exitCode(error))
    }
  }

  /// Does the lines of a definition; the first that fails ends it.
  private func run(_ definition: Definition, _ arguments: String) throws {
    guard aliasDepth < Console.aliasDepthLimit else {
      throw CommandError("\(definition.name) leads back to itself")
    }
    aliasDepth += 1
    defer {
      aliasDepth -= 1
      lastLine = nil
    }
    for line in definition.lines {
      try dispatch(try definition.filled(line, with: arguments))
      if Interrupt.requested { return }
    }
  }

  /// Does what a line says, or throws.
  func run(command line: String) throws { try dispatch(line) }

  /// Runs a body that shows nothing but errors.
  func quietly<R>(_ body: () throws -> R) rethrows -> R {
    let before = output.isQuiet
    output.isQuiet = true
    defer { output.isQuiet = before }
    return try body()
  }

  private func describe(_ error: any Error, at place: ScriptPlace?) -> String {
    let text = Problem.text(error)
    guard place == nil else { return place.map { "\($0): \(text)" } ?? text }
    return prose(text, .bad).joined(separator: "\n")
  }

  /// Says what was passed over in files.
  func tell(remarks: [String]) {
    for remark in remarks { output.lines(prose("note: \(remark)", .note)) }
  }

  private func dispatch(_ text: String) throws {
    let (word, arguments) = text.firstWord
    if let definition = definitions[word] { return try run(definition, arguments) }
    if let meaning = aliases[word] {
      guard aliasDepth < Console.aliasDepthLimit else {
        throw CommandError("the alias \(word) leads back to itself", hint: "alias -d \(word)")
      }
      aliasDepth += 1
      defer { aliasDepth -= 1 }
      return try dispatch("\(meaning) \(arguments)".trimmed)
    }
    guard let command = Commands.find(word) else {
      try Commands.printing(text, word: word).run(text, self)
      return
    }
    guard arguments.isEmpty || command.takesArguments else {
      throw CommandError(
        "\(command.name) takes no argument", hint: "help \(command.name) says what it does")
    }
    if command.repeats { lastLine = text }
    try command.run(arguments, self)
  }

  /// `f`, `c`, `h` may mean a value to the person; the command won.
  private func hintAtValue(_ text: String) {
    guard let command = Commands.find(text), text != command.name,
      Scope(debugger).names.contains(text)
    else { return }
    let hint = "(\(text) is the command \(command.name); p \(text) prints the value \(text))"
    output.line(hint.marked(.dim))
  }

  // MARK: Scripts

  /// How deep scripts may call scripts.
  private static let scriptDepthLimit = 32

  /// Runs the lines of a script; the first that fails ends it.
  func run(_ reader: any LineReader) throws -> Status {
    guard scriptDepth < Console.scriptDepthLimit else {
      throw CommandError("scripts call each other more than \(Console.scriptDepthLimit) deep")
    }
    scriptDepth += 1
    let wasInteractive = isInteractive
    isInteractive = reader.isInteractive && isInteractive
    defer {
      scriptDepth -= 1
      isInteractive = wasInteractive
    }
    while !quits, !Interrupt.timeIsOver {
      switch reader.readLine(prompt: "") {
      case .line(let line):
        if settings.echo, !line.trimmed.isEmpty, !line.trimmed.hasPrefix("#") {
          output.line("(kerastep) \(line.trimmed)")
        }
        let status = execute(line, at: reader.place)
        if status != .done { return status }
      case .interrupted, .endOfInput:
        if let owner = followUp.abandon() {
          throw CommandError("\(owner): the end is missing", hint: "end stands on a line alone")
        }
        return .done
      case .failed(let error): throw error
      }
    }
    return .done
  }
}
