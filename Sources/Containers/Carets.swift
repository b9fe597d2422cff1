/// The line beneath a line that marks a part of it.
package enum Carets {
  /// `    ^^^^^` beneath the letters of a part; one caret where the part holds none, as behind the line's end.
  package static func line(
    under line: some Collection<Character>, _ part: Range<Int>
  ) -> String {
    let before = columns(line.prefix(max(part.lowerBound, 0)))
    let beyond = max(part.lowerBound - line.count, 0)
    let inside = columns(line.dropFirst(max(part.lowerBound, 0)).prefix(part.count))
    return String(repeating: " ", count: before + beyond)
      + String(repeating: "^", count: max(inside, 1))
  }

  private static func columns(_ letters: some Collection<Character>) -> Int {
    letters.reduce(0) { sum, letter in
      letter.unicodeScalars.reduce(sum) { $0 + $1.columns }
    }
  }
}
