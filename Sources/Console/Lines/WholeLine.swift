import Tensors
import Terminal

/// A line that may go on in the next ones.
struct WholeLine {
  let result: ReadResult
  /// Where it begins in a script.
  let place: ScriptPlace?

  /// What stands before the lines in which one goes on.
  static let prompt = "> "

  /// Reads a line, and those after it for as long as a bracket is open; an empty one ends it as it is.
  init(from reader: any LineReader, prompt: String, for console: Console) {
    let first = reader.readLine(prompt: prompt)
    place = reader.place
    guard case .line(let line) = first, !console.followUp.isText else {
      result = first
      return
    }
    var typed = TypedLine(line, of: console.commands)
    var texts = typed.openBrackets == 0 ? [line] : [typed.text]
    console.lineState.begun = typed.openBrackets == 0 ? "" : typed.text
    defer { console.lineState.begun = "" }
    if typed.openBrackets > 0, console.isInteractive, !console.lineState.hasToldOfBrackets {
      console.lineState.hasToldOfBrackets = true
      let note = "(a bracket is open: the next line goes on from here, and an empty one ends it)"
      console.output.lines(console.prose(note, .dim))
    }
    while typed.openBrackets > 0 {
      switch reader.readLine(prompt: WholeLine.prompt) {
      case .line(let next) where !next.trimmed.isEmpty:
        let text = WholeLine.withoutPrompt(next)
        typed = TypedLine(text, of: console.commands, inside: typed.openBrackets)
        texts.append(typed.text)
        console.lineState.begun += " \(typed.text)"
      case .line, .endOfInput:
        result = .line(texts.joined(separator: " "))
        return
      case let other:
        result = other
        return
      }
    }
    result = .line(texts.joined(separator: " "))
  }

  /// A further line without the prompt that was pasted with it.
  static func withoutPrompt(_ line: String) -> String {
    line.hasPrefix(prompt) ? String(line.dropFirst(prompt.count)) : line
  }
}
