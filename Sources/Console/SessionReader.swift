import Debugging
import Tensors
import Terminal

/// Reads a saved walk: runs its commands quietly and compares what they lead to.
struct SessionReader {
  let console: Console
  let name: String

  /// The commands that a saved walk may hold: none writes a file or runs another script.
  private static let allowed: Set<String> = [
    "open", "precision", "feed", "push", "reset", "samples", "sample", "goto", "stepi", "timeline",
    "set", "break",
    "tbreak", "watch", "catch", "dprintf", "condition", "ignore", "disable", "display",
  ]

  init(_ console: Console, name: String) {
    self.console = console
    self.name = name
  }

  /// Brings back the walk; gives what differs from when it was saved. On an error, everything stays
  /// as it was.
  func read(_ reader: ScriptReader) throws -> [String] {
    let before = (console.session, console.settings, console.debugger.displays)
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
    let (word, rest) = line.trimmed.firstWord
    let at = place.map { "\($0): " } ?? ""
    guard SessionReader.allowed.contains(word), rest.firstWord.word != "logging" else {
      throw CommandError(
        "\(at)\(word) has no place in a saved session", hint: "source runs scripts.")
    }
    do {
      try console.run(command: line.trimmed)
    } catch {
      throw CommandError("\(at)\(Problem.text(error))")
    }
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
