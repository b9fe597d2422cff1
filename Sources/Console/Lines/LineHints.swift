import Terminal

/// What a line shows at the prompt while it is typed: known words in their colours, what is unknown or open,
/// how it may go on.
///
/// Nothing is read or computed for it: what is not at hand is not told.
package struct LineHints {
  /// Where the line will be taken, and where its names are looked up.
  let outer, console: Console
  let names: NamesAtHand

  /// nil where lines show nothing: they are text, or it is not wanted.
  package init?(_ console: Console) {
    guard console.settings.hints, !console.followUp.isText else { return nil }
    outer = console
    self.console = console.innermost
    names = NamesAtHand(self.console.debugger)
  }

  /// The hints of a line; `before` are the lines that were typed before it, the newest last.
  package func hints(_ line: String, _ before: [String]) -> TypingHints {
    guard outer.isCommand(line) else { return answer(line) }
    guard outer.lineState.begun.utf8.count < LineHints.longest else { return TypingHints() }
    let begun = outer.lineState.begun.isEmpty ? "" : outer.lineState.begun + " "
    let all = begun + line
    let typed = TypedLine(all, of: console.commands)
    var parts = typed.openPlaces.map { TypingHints.Part($0..<$0 + 1, .open) }
    parts += typed.strayPlaces.map { TypingHints.Part($0..<$0 + 1, .slip) }
    var last: CommandReading?
    let end = typed.openCommand(in: all)
    for (text, start) in zip(typed.commands, typed.starts) {
      let isLast = start == typed.starts.last && end != nil
      let reading = CommandReading(
        text, console, names, isOpen: isLast && end == text, saying: outer.spokenWords)
      parts += reading.parts.map {
        TypingHints.Part($0.range.lowerBound + start..<$0.range.upperBound + start, $0.mark)
      }
      last = reading
    }
    var hints = TypingHints(parts: LineHints.parts(parts, behind: begun, in: line))
    guard let end, let last else { return hints }
    if let word = last.slip {
      hints.usage = meant(by: word)
      return hints
    }
    hints.offer = (begun.isEmpty ? earlier(line, before) : nil) ?? offer(end, last) ?? ""
    if hints.offer.isEmpty, typed.openPlaces.isEmpty { hints.usage = usage(end, last) }
    return hints
  }

  /// Whether there is something that takes longer to look up than a key may.
  package var needsTime: Bool { !names.isWhole }

  /// Looks up what takes longer than a key may, as long as nobody wishes that it ends; whether nothing is left.
  package func prepare() -> Bool { names.prepare() }

  /// An answer: the values and functions in it.
  private func answer(_ line: String) -> TypingHints {
    let reading = CommandReading("p " + line, console, names)
    return TypingHints(parts: LineHints.parts(reading.parts, behind: "p ", in: line))
  }

  /// No longer text is read anew at every key.
  private static let longest = 2000

  // MARK: Parts

  /// Parts of a text, of which the line is the end, as parts of the line in scalars.
  private static func parts(
    _ parts: [TypingHints.Part], behind begun: String, in line: String
  ) -> [TypingHints.Part] {
    var places = [0]
    for letter in line { places.append((places.last ?? 0) + letter.unicodeScalars.count) }
    func place(_ index: Int) -> Int { places[min(max(index - begun.count, 0), places.count - 1)] }
    return parts.sorted { $0.range.lowerBound < $1.range.lowerBound }.compactMap { part in
      let range = place(part.range.lowerBound)..<place(part.range.upperBound)
      return range.isEmpty ? nil : TypingHints.Part(range, part.mark)
    }
  }
}
