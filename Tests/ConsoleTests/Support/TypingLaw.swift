import Tensors
import Terminal
import TestSupport
import Testing

@testable import Console

/// What every line shows while it is typed, asked of all lines of the transcripts: it changes nothing, stands
/// in the line, and tells what will become of it.
final class TypingLaw {
  private let console: Console
  private let shown: Shown
  private var before: [String] = []

  init(_ console: Console, _ shown: Shown) { (self.console, self.shown) = (console, shown) }

  /// Asks for a line's hints, at its end and in the middle; gives what is told what became of it.
  func type(_ line: String) -> (Console.Status) -> Void {
    let isCommand = console.isCommand(line) && !console.followUp.isCollecting
    let isAlone = TypedLine(line, of: console.commands).commands.count == 1
    let half = String(line.prefix(line.count / 2))
    check(half)
    let hints = check(line)
    before.append(line)
    let first = hints?.parts.first
    let isSlip = first?.mark == .slip && first?.range.lowerBound == 0
    return { [shown] status in
      guard isCommand, isAlone, !line.isEmpty else { return }
      if isSlip { #expect(status != .done, "\(line) is marked, and is done") }
      if shown.text.hasPrefix("there is no command or value \(line.firstWord.word)\n") {
        // What begins as a command does is offered, and not marked.
        #expect(isSlip || hints?.offer != "", "\(line) is not marked: \(shown.text)")
      }
    }
  }

  @discardableResult private func check(_ line: String) -> TypingHints? {
    guard let hints = LineHints(console)?.hints(line, before) else { return nil }
    let count = line.unicodeScalars.count
    var end = 0
    for part in hints.parts {
      #expect(part.range.lowerBound >= end && !part.range.isEmpty, "\(line): \(hints.parts)")
      end = part.range.upperBound
    }
    #expect(end <= count, "\(line): \(hints.parts)")
    #expect(hints.offer.isEmpty || hints.usage.isEmpty)
    #expect(!(hints.offer + hints.usage).contains { $0.isNewline })
    return hints
  }
}
