import Containers
import Terminal

/// Where the console writes: data to one place, messages to another.
///
/// Everything passes through here, so that control characters of a model file never reach the
/// terminal and colour is put on in one place.
package final class Output {
  private let put: (String) -> Void
  /// What is shown while it is taken for something else; nil when it is written.
  private var captured: String?
  private let writeError: (String) -> Void
  private let writePages: (String) -> Void
  package var style: Style
  /// Whether nothing is shown: while a saved walk is brought back.
  var isQuiet = false
  /// Whether nothing at all is shown or kept: while a lesson's commands are run again.
  package var isMuted = false {
    didSet { record.isPaused = isMuted }
  }
  /// How many lines were shown so far.
  package private(set) var lineCount = 0
  /// Whether everything is written as JSON, an object a line.
  package var emitsJSON = false
  /// What a long command shows while it runs.
  package let progress: ProgressLine?
  /// What was shown, and what was typed between.
  package let record = Record()

  /// What lines are: a screen of panes shows the place where the walk stands by itself.
  package enum Kind { case lines, place, page, error }

  /// Takes what is shown, in colours, in the place of the terminal.
  var taker: ((Kind, [String]) -> Void)?

  /// `writePages` shows long text to a person a screen at a time; without one it is written.
  package init(
    style: Style, write: @escaping (String) -> Void, writeError: @escaping (String) -> Void,
    writePages: ((String) -> Void)? = nil, progress: ProgressLine? = nil
  ) {
    self.progress = progress
    self.style = style
    put = write
    self.writeError = writeError
    self.writePages = writePages ?? write
  }

  /// Standard output and standard error.
  package static func standard(_ style: Style) -> Output {
    let progress = ProgressLine()
    return Output(
      style: style,
      write: {
        progress.vanish()
        Terminal.write($0, to: 1)
      },
      writeError: {
        progress.vanish()
        Terminal.write($0, to: 2)
      },
      writePages: {
        progress.vanish()
        Pager.show($0)
      }, progress: progress)
  }

  /// Standard output for everything, messages among the data, as JSON: for a program that talks to this one.
  package static func conversing(_ style: Style) -> Output {
    let output = Output(
      style: style, write: { Terminal.write($0, to: 1) }, writeError: { Terminal.write($0, to: 1) })
    output.emitsJSON = true
    return output
  }

  private func write(_ text: String) {
    if captured != nil { captured?.append(text) } else { put(text) }
  }

  /// What a body shows, instead of showing it.
  func capturing(_ body: () throws -> Void) rethrows -> String {
    let before = (captured, taker)
    (captured, taker) = ("", nil)
    defer { (captured, taker) = before }
    try body()
    return captured ?? ""
  }

  /// One line of data.
  package func line(_ text: String = "") { lines([text]) }

  package func lines(_ lines: [String]) { show(lines, .lines) }

  /// The lines of the place where the walk stands.
  func place(_ lines: [String]) { show(lines, .place) }

  private func show(_ lines: [String], _ kind: Kind) {
    guard !isQuiet, !isMuted else { return }
    lineCount += lines.count
    note(lines)
    if emitsJSON { return json(plain(lines)) }
    if let taker { return taker(kind, lines.map { style.rendered($0, isLine: true) }) }
    write(joined(lines))
  }

  /// Long text, through the pager on a terminal.
  func page(_ lines: [String], pages: Bool) {
    guard !isQuiet, !isMuted else { return }
    note(lines)
    if emitsJSON { return json(plain(lines)) }
    if let taker { return taker(.page, lines.map { style.rendered($0, isLine: true) }) }
    if pages { writePages(joined(lines)) } else { write(joined(lines)) }
  }

  /// Lines as they are written.
  func joined(_ lines: [String]) -> String {
    lines.map { style.rendered($0, isLine: true) + "\n" }.joined()
  }

  /// A message about what went wrong.
  package func error(_ text: String) {
    guard !isMuted else { return }
    lineCount += 1
    note(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    guard !emitsJSON else {
      let plain = Style(usesColour: false, usesASCII: style.usesASCII).rendered(text)
      return writeError(JSON.object(JSONObject([("error", .string(plain))])).text + "\n")
    }
    if let taker {
      return taker(.error, style.rendered(text).split(separator: "\n").map(String.init))
    }
    writeError(style.rendered(text) + "\n")
  }

  /// A record for programs: `{"stop": …}`.
  func json(_ name: String, _ record: JSONObject) {
    guard !isQuiet, !isMuted else { return }
    object(name, .object(record))
  }

  /// A record that is no answer, and is written whatever is quiet: `{"done": 0}`.
  func object(_ name: String, _ value: JSON) {
    write(JSON.object(JSONObject([(name, value)])).text + "\n")
  }

  private func json(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    let text = JSON.string(lines.joined(separator: "\n"))
    write(JSON.object(JSONObject([("text", text)])).text + "\n")
  }

  private func plain(_ lines: [String]) -> [String] {
    let plain = Style(usesColour: false, usesASCII: style.usesASCII)
    return lines.map { plain.rendered($0, isLine: true) }
  }

  private func note(_ lines: [String]) { record.add(lines: plain(lines)) }

  /// Text that is sent as it is, for terminal control of our own.
  func control(_ text: String) { if taker == nil { write(text) } }
}
