/// What a line that is being typed shows beside its letters. Places count Unicode scalars of the line.
package struct TypingHints: Equatable, Sendable {
  /// A part of the line that looks otherwise than the rest.
  package struct Part: Equatable, Sendable {
    package let range: Range<Int>
    package let mark: Style.Mark

    package init(_ range: Range<Int>, _ mark: Style.Mark) {
      (self.range, self.mark) = (range, mark)
    }
  }

  /// In the order of the line, none inside another.
  package var parts: [Part]
  /// How the line may go on, as it would be typed: a key takes it.
  package var offer: String
  /// What is to be typed next, in words that no key takes.
  package var usage: String

  package init(parts: [Part] = [], offer: String = "", usage: String = "") {
    (self.parts, self.offer, self.usage) = (parts, offer, usage)
  }
}

/// Says what a line shows while it is typed, with the lines typed before it, the oldest first.
package typealias LineHinter = (_ line: String, _ before: [String]) -> TypingHints

/// How a line looks while it is typed.
package struct LineHinting {
  let hints: LineHinter
  let style: Style
  /// Whether something is left to look up.
  let needsTime: Bool
  /// Looks up what takes longer than a key may. It is called where a key is waited for and none comes, ends when one
  /// does (`Interruption`), and says whether nothing is left to look up.
  let prepare: () -> Bool

  package init(
    hints: @escaping LineHinter, style: Style, needsTime: Bool, prepare: @escaping () -> Bool
  ) {
    (self.hints, self.style) = (hints, style)
    (self.needsTime, self.prepare) = (needsTime, prepare)
  }
}

/// Asked once for each line that is read, when its prompt comes; nil where it shows nothing.
package typealias Hinter = () -> LineHinting?
