import Console
import Terminal

/// Where a console writes that has an editor in the place of a terminal: what it shows is sent as output, or kept for
/// the answer to a request.
final class Sheet {
  /// What was shown since it was begun to be kept; nil where it is sent.
  private var kept: String?
  private let send: (String, String) -> Void

  /// `send` takes a text and the protocol's word for what it is.
  init(send: @escaping (String, String) -> Void) { self.send = send }

  /// The output of a console that writes here.
  func output() -> Output {
    Output(
      style: Style(usesColour: false, usesASCII: false),
      write: { self.write($0, "stdout") }, writeError: { self.write($0, "stderr") })
  }

  private func write(_ text: String, _ category: String) {
    if kept != nil { kept?.append(text) } else { send(text, category) }
  }

  /// What a body shows, instead of sending it.
  func keeping<Result>(
    _ body: () throws -> Result
  ) rethrows -> (result: Result, text: String) {
    let before = kept
    kept = ""
    defer { kept = before }
    let result = try body()
    return (result, kept ?? "")
  }
}

extension String {
  /// The text without what a terminal makes colours of.
  var withoutColours: String {
    guard contains("\u{1B}[") else { return self }
    return replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
  }
}
