import Console
import Containers
import Debugging
import Expressions
import Tensors
import Terminal

/// What is typed.
extension Adapter {
  /// In the REPL every command of kerastep; anywhere else an expression, which changes nothing.
  func evaluate(_ arguments: Arguments) throws -> Answer {
    let text = try arguments.needed(try arguments.string("expression"), "expression")
    let frame = try arguments.int("frameId").map { id throws(RequestError) in try handles.frame(id)
    }
    switch try arguments.string("context") {
    case "repl": return try command(text, in: frame)
    case "clipboard": return try value(of: text, in: frame, whole: true)
    default: return try value(of: text, in: frame, whole: false)
    }
  }

  // MARK: Expressions

  /// The value of an expression as it is meant in a frame.
  func evaluated(_ text: String, in frame: StackFrame?) throws -> Tensor {
    let names = Scope(debugger, in: frame ?? debugger.selectedFrame)
    return try Expression(text, names: names).evaluate(in: names, limit: debugger.elementLimit)
  }

  private func value(
    of text: String, in frame: FrameSeen?, whole: Bool
  ) throws -> Answer {
    let sample = frame?.sample ?? console.session?.sample ?? 0
    let tensor = try looking(at: sample) { try evaluated(text.trimmed, in: frame?.frame) }
    if whole {
      var style = console.arrayText
      style.format.threshold = nil
      let lines = tensor.shape.rank > 0 ? style.lines(tensor) : [self.text(tensor)]
      return Answer(body: [
        "result": .string(lines.joined(separator: "\n")), "variablesReference": .int(0),
      ])
    }
    let place =
      text.trimmed.allSatisfy { !" +-*<>=".contains($0) } ? text.trimmed : "(\(text.trimmed))"
    return Answer(
      body: JSONObject(
        members(tensor, place: TypedPlace(text: place), sample: sample, called: "result")))
  }

  // MARK: Commands

  /// Does lines of the console, up to the first that fails; what they show is the answer.
  private func command(_ text: String, in frame: FrameSeen?) throws -> Answer {
    if let frame, let session = console.session {
      session.focus(frame.sample)
      session.frameOffset = frame.offset
    }
    let (status, shown) = sheet.keeping { perform(text) }
    let prompt = console.isTakingLines ? plain(console.promptText).trimmed : ""
    let result = [shown.without("\n"), prompt].filter { !$0.isEmpty }.joined(separator: "\n")
    guard status == .done else {
      // What was done before the line that failed is done.
      afterRefusal = { [self] in afterCommand() }
      throw RequestError(result)
    }
    return Answer(body: ["result": .string(result), "variablesReference": .int(0)]) { [self] in
      afterCommand()
    }
  }

  private func perform(_ text: String) -> Console.Status {
    var begun = ""
    for line in text.split(whereSeparator: \.isNewline).map(String.init) {
      begun += (begun.isEmpty ? "" : " ") + line
      guard TypedLine(begun, of: console.commands).openBrackets == 0 else { continue }
      let status = console.execute(begun)
      begun = ""
      if status != .done || console.hasQuit { return status }
    }
    return begun.isEmpty ? .done : console.execute(begun)
  }

  private func afterCommand() {
    if console.hasQuit { return terminateWalk() }
    tellChanges()
  }

  // MARK: While it is typed

  func completions(_ arguments: Arguments) throws -> Answer {
    let text = try arguments.needed(try arguments.string("text"), "text")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let number = client.line(given: try arguments.int("line") ?? client.firstLine) &- 1
    let line = lines.indices.contains(number) ? lines[number] : lines.last ?? ""
    let column = try arguments.needed(try arguments.int("column"), "column") &- client.firstColumn
    let units = Array(line.utf16)
    let head = String(decoding: units.prefix(min(max(column, 0), units.count)), as: UTF16.self)
    let frame = try arguments.int("frameId").map { id throws(RequestError) in try handles.frame(id)
    }
    let found = looking(at: frame?.sample ?? console.session?.sample ?? 0) {
      debugger.frameAhead = frame?.frame
      defer { debugger.frameAhead = nil }
      return console.completions(line, head.unicodeScalars.count)
    }
    let scalars = Array(head.unicodeScalars)
    let start = scalars.prefix(found.range.lowerBound).reduce(0) { $0 + UTF16.width($1) }
    let length = head.utf16.count - start
    let items = found.candidates.map { candidate in
      JSON.object(
        JSONObject(
          [
            ("label", .string(candidate.text.visible)), ("text", .string(candidate.text)),
            ("start", .int(start + client.firstColumn)), ("length", .int(max(length, 0))),
          ] + (candidate.note.isEmpty ? [] : [("detail", .string(candidate.note.visible))])))
    }
    return Answer(body: ["targets": .array(items)])
  }
}

extension String {
  /// The text without letters at its end.
  func without(_ letter: Character) -> String {
    var text = self[...]
    while text.last == letter { text.removeLast() }
    return String(text)
  }
}
