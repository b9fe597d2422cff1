import Debugging
import Models
import Terminal

/// `set words vocabulary.txt`: what the tokens of the model's input stand for.
struct SetWords {
  let console: Console

  func run(_ path: String) throws {
    let session = try console.requireSession()
    switch path {
    case "": console.output.lines(console.prose(SetWords.text(session)))
    case "off":
      session.words = nil
      console.output.line("tokens are shown by their ids")
    default:
      let words = try Vocabulary(path: path.expandingHome)
      session.words = words
      console.output.lines(console.prose(SetWords.text(session)))
    }
  }

  /// Which words are known, and what for.
  private static func text(_ session: Session) -> String {
    guard let words = session.words else {
      return "no words are known: set words FILE reads a word a line, that of token 0 first, as "
        + "get_vocabulary() gives them"
    }
    let named = words.named
    let some = named.prefix(6).map { "\($0.token) \($0.word.visible)" }.joined(separator: ", ")
    return "\(named.count) words of \(words.name.visible): \(some)\(named.count > 6 ? ", …" : "")"
  }
}
