import Debugging
import Tensors
import Terminal

/// Reads a saved walk: runs its commands quietly and compares what they lead to.
struct SessionReader {
  let console: Console
  let name: String

  /// How far a saved walk's commands may reach: none writes a file or runs another script.
  private static let allowed: Reach = [.walks, .changes, .readsFiles]

  init(_ console: Console, name: String) {
    self.console = console
    self.name = name
  }

  /// Brings back the walk; gives what differs from when it was saved. On an error, everything stays
  /// as it was.
  func read(_ reader: ScriptReader) throws -> [String] {
    let before = (console.session, console.settings, console.debugger.displays)
    let (kept, search, plot) = (console.debugger.kept, console.debugger.search, console.lastPlot)
    let known = console.breakpoints.all.map(\.number)
    let stops = console.breakpoints.snapshot
    console.debugger.displays.removeAll()
    // A file that opens no model has nothing to walk in.
    console.session = nil
    do {
      let differences = try console.quietly { try run(reader) }
      for number in known { console.breakpoints.remove(number) }
      return differences
    } catch {
      (console.session, console.settings, console.debugger.displays) = before
      (console.debugger.kept, console.debugger.search, console.lastPlot) = (kept, search, plot)
      console.breakpoints.bringBack(stops)
      throw error
    }
  }

  private func run(_ reader: ScriptReader) throws -> [String] {
    var facts: [String] = []
    var isFirst = true
    while true {
      switch reader.readLine(prompt: "") {
      case .line(let line):
        guard !isFirst || line.hasPrefix(SessionFile.header) else {
          throw CommandError(
            "\(name) is no saved session", hint: "save session FILE writes one.")
        }
        isFirst = false
        if line.hasPrefix(SessionFile.factMark) {
          facts.append(String(line.dropFirst(SessionFile.factMark.count)))
        } else if !line.trimmed.isEmpty, !line.hasPrefix("#") {
          try perform(line, reader.place)
        }
      case .failed(let error): throw error
      case .endOfInput, .interrupted:
        guard !isFirst else {
          throw CommandError("\(name) is empty", hint: "save session FILE writes one.")
        }
        return try differences(facts)
      }
    }
  }

  private func perform(_ line: String, _ place: ScriptPlace?) throws {
    let line = line.trimmed
    let word = line.firstWord.word
    let at = place.map { "\($0): " } ?? ""
    guard
      case .command(let command, let arguments, _) = try console.words.meaning(
        of: line, among: console.commands),
      SessionReader.mayHold(command, arguments)
    else {
      throw CommandError(
        "\(at)\(word) has no place in a saved session", hint: "source runs scripts.")
    }
    do {
      try LineInterpreter(console).run(line)
    } catch {
      throw CommandError("\(at)\(Problem.text(error))")
    }
  }

  /// Whether a command walks or changes something, and no more.
  static func mayHold(_ command: any Command, _ arguments: String) -> Bool {
    let reach = command.reach(of: arguments)
    return reach.isSubset(of: SessionReader.allowed) && !reach.isDisjoint(with: [.walks, .changes])
  }

  /// The facts that were saved and are others now.
  private func differences(_ saved: [String]) throws -> [String] {
    let (session, machine) = try console.requireMachine()
    let now = try SessionFile.facts(of: session.model) + SessionFile.facts(of: session, machine)
    var result: [String] = []
    for (then, now) in zip(saved, now) where then != now {
      result.append("differs: it was \(then), and is \(now)")
    }
    return result
  }
}
