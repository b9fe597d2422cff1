import Containers

/// A regular expression over the names of places: `^lstm.*\.[fi]$`.
///
/// It knows `. [a-z] [^a-z] \d \w \s \. ( ) | * + ? {2} {2,5} ^ $`. All ways to match are followed
/// side by side, letter by letter: the time is the text's length times the pattern's, whatever the
/// pattern is.
package struct Pattern: Sendable, Equatable {
  /// As typed, without slashes.
  package let source: String
  private let states: [State]

  /// What a way to match waits for, and where it goes from there.
  enum State: Sendable, Equatable {
    case letter(Letters)
    case either(Int, Int)
    case jump(Int)
    case start, end, found
  }

  /// The letters that one place of the pattern takes.
  struct Letters: Sendable, Equatable {
    var ranges: [ClosedRange<Character>] = []
    var isInverted = false

    func contains(_ letter: Character) -> Bool {
      ranges.contains { $0.contains(letter) } != isInverted
    }
  }

  package init(_ source: String) throws(PatternError) {
    self.source = source
    var reader = PatternReader(source)
    states = try reader.run()
  }

  /// Whether it is found somewhere in a text.
  package func matches(_ text: String) -> Bool {
    let text = Array(text)
    var waiting: [Int] = []
    for place in 0...text.count {
      // Another way to match may begin at every letter.
      guard let here = reached(from: waiting + [0], place, of: text.count) else { return true }
      guard place < text.count else { break }
      waiting = here.filter { state in
        if case .letter(let letters) = states[state] {
          letters.contains(text[place])
        } else {
          false
        }
      }.map { $0 + 1 }
    }
    return false
  }

  /// The states at which ways wait for the next letter; nil when one has found its end.
  private func reached(from starts: [Int], _ place: Int, of count: Int) -> [Int]? {
    var isSeen = [Bool](repeating: false, count: states.count)
    var result: [Int] = []
    var open = starts
    while let state = open.popLast() {
      guard !isSeen[state] else { continue }
      isSeen[state] = true
      switch states[state] {
      case .letter: result.append(state)
      case .jump(let next): open.append(next)
      case .either(let first, let second): open += [first, second]
      case .start: if place == 0 { open.append(state + 1) }
      case .end: if place == count { open.append(state + 1) }
      case .found: return nil
      }
    }
    return result
  }
}

/// What is wrong in a pattern, and where.
package struct PatternError: Reported, Sendable, Equatable {
  package let source: String
  /// In letters of the source.
  package let place: Int
  package let reason: String

  package var exitCode: Int32 { ExitStatus.badUsage }

  /// ```
  /// the bracket is not closed
  ///   /lstm[ab/
  ///        ^
  /// ```
  package var message: String {
    let indent = String(repeating: " ", count: place + 3)
    return "\(reason)\n  /\(source)/\n\(indent)^"
  }
}
