/// Where the next line comes from: a person at a terminal, or a script.
package protocol LineReader: AnyObject {
  /// Whether a person types the lines.
  var isInteractive: Bool { get }

  /// The place of the line read last, for messages; nil at a terminal.
  var place: ScriptPlace? { get }

  /// The next line without its end. `prompt` may hold colours (`ESC[…m`).
  func readLine(prompt: String) -> ReadResult

  /// Remembers a line for the arrow keys and for the next run.
  func add(history line: String)

  /// Puts `text` into the next line, ready to be edited.
  func offer(_ text: String)

  /// Draws a picture anew with the next prompt, should the window change while it waits.
  func keep(_ picture: StandingPicture?)

  /// Forgets lines that were pasted but not yet run: the command before them was interrupted.
  func discardTypeAhead()

  /// Whether a line is there without anybody typing it.
  var hasTypeAhead: Bool { get }

  /// Whether it edits lines on a screen that can be drawn on.
  var drawsOnScreen: Bool { get }

  /// Reads lines inside a screen of ours from now on; nil: below what is there.
  func surround(with surroundings: Surroundings?)

  /// Gives the terminal back; nothing is read any more.
  func finish()
}

extension LineReader {
  package func add(history line: String) {}
  package func offer(_ text: String) {}
  package func keep(_ picture: StandingPicture?) {}
  package func discardTypeAhead() {}
  package var hasTypeAhead: Bool { false }
  package var drawsOnScreen: Bool { false }
  package func surround(with surroundings: Surroundings?) {}
  package func finish() {}
}

/// What became of asking for a line.
package enum ReadResult: Equatable, Sendable {
  case line(String)
  /// Ctrl-C: whatever stood in the line is gone.
  case interrupted
  case endOfInput
  case failed(ReadError)
}

/// `xor.kst:12`
package struct ScriptPlace: Equatable, Sendable, CustomStringConvertible {
  package let file: String
  package let line: Int

  package var description: String { "\(file):\(line)" }
}
