import Debugging
import Equations
import Tensors
import Terminal

/// How the arguments of the stopping commands are taken apart.
enum StopArguments {
  /// `LOCATION if EXPRESSION` in two.
  static func condition(_ text: String) throws(CommandError) -> (place: String, condition: String?)
  {
    guard let range = " \(text) ".firstRange(of: " if ") else { return (text, nil) }
    let padded = " \(text) "
    let condition = String(padded[range.upperBound...]).trimmed
    guard !condition.isEmpty else {
      throw CommandError("an expression is missing after if", hint: "break lstm.f if f[0] > 0.5")
    }
    return (String(padded[..<range.lowerBound]).trimmed, condition)
  }

  /// What can stand at the cursor behind `break`: a place, then values.
  static func completion(before cursor: Substring) -> Completion.Kind {
    " \(cursor)".contains(" if ") || cursor.contains(",") ? .value : .stop
  }

  /// `NAME[i] > 0.1` in two; what stands after > is how large a change must be.
  static func threshold(_ text: String) throws(CommandError) -> (text: String, by: Double?) {
    guard let sign = text.lastIndex(of: ">"),
      let by = Double(String(text[text.index(after: sign)...]).trimmed)
    else { return (text, nil) }
    guard by >= 0, by.isFinite else {
      throw CommandError(
        "what follows > is how much a value must change, from 0", hint: "watch C[3] > 0.1")
    }
    return (String(text[..<sign]).trimmed, by)
  }

  /// The parts between commas that stand in no brackets and no quotes.
  static func parts(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    var quote: Character?
    var isEscaped = false
    for letter in text {
      if letter == ",", depth == 0, quote == nil {
        parts.append("")
        continue
      }
      parts[parts.count - 1].append(letter)
      if let open = quote {
        if letter == open, !isEscaped { quote = nil }
      } else if letter == "\"" {
        quote = letter
      } else if "([{".contains(letter) {
        depth += 1
      } else if ")]}".contains(letter) {
        depth = max(0, depth - 1)
      }
      isEscaped = letter == "\\" && !isEscaped
    }
    return parts.map(\.trimmed)
  }
}

extension Console {
  /// The breakpoint that a word means: `2`, or `$bpnum` for the last one.
  func breakpoint(_ word: String) throws(CommandError) -> Breakpoint {
    let number = word == "$bpnum" ? breakpoints.lastNumber : Int(word)
    guard let number else {
      throw CommandError("\(word) is no breakpoint's number", hint: "info breakpoints lists them")
    }
    guard let one = breakpoints[number] else {
      let numbers = breakpoints.all.map { "\($0.number)" }.joined(separator: ", ")
      throw CommandError(
        "there is no breakpoint \(number)",
        hint: numbers.isEmpty ? "break LOCATION makes one" : "There are: \(numbers)")
    }
    return one
  }

  /// The breakpoints that words mean: `1 3`, `2-4`; all of them without a word.
  func breakpointList(_ arguments: String) throws(CommandError) -> [Breakpoint] {
    guard !arguments.isEmpty else { return breakpoints.all }
    var result: [Breakpoint] = []
    for word in arguments.split(whereSeparator: { $0.isWhitespace || $0 == "," }).map(String.init) {
      let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      if ends.count == 2, let first = ends[0], let last = ends[1] {
        let found = breakpoints.all.filter { first <= $0.number && $0.number <= last }
        guard !found.isEmpty else { throw CommandError("there is no breakpoint in \(word)") }
        result += found
      } else {
        result.append(try breakpoint(word))
      }
    }
    return result
  }

  /// Makes a breakpoint and says what it is.
  func add(
    _ kind: Breakpoint.Kind, if condition: String? = nil, isTemporary: Bool = false
  ) throws {
    let session = try requireSession()
    let new = try breakpoints.add(
      kind, if: condition, isTemporary: isTemporary, in: session.machine,
      frame: debugger.selectedFrame)
    var text = "\(new.title): \(new.subject.visible)"
    if let condition { text += " if \(condition.visible)" }
    if let machine = session.machine {
      text += meaning(of: new, machine.program.tickCount)
    } else {
      text += "; it waits for an input: \(session.model.feedHint)"
    }
    output.lines(prose(text))
  }

  /// `; f = σ(z[8:16])`, or of how many equations it is.
  private func meaning(of one: Breakpoint, _ ticks: Int) -> String {
    guard case .place(let word) = one.kind, let machine = session?.machine,
      let places = try? machine.places(word, in: .model)
    else { return "" }
    let equations = places.equations.sorted()
    guard let first = equations.first, equations.count == 1 else {
      return "; \(equations.count) equations"
    }
    return "; \(machine.program.equations[first].text(formulaStyle))"
  }
}
