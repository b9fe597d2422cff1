import Tensors
import Terminal

/// `edit`: lines written in an editor, then done.
struct EditCommand: Command {
  let names = ["edit"]
  let group = CommandGroup.console
  let reach: Reach = .shell
  let summary = "write lines in your editor ($VISUAL, $EDITOR), then do them"
  let usage = ["edit", "edit LINE", "edit NAME"]
  let example = ["edit"]
  let details = """
    It begins with the line that was typed last, with LINE, or with the lines of a command of your \
    own (define), which it then becomes. An empty text does nothing. As ! it is typed at the prompt \
    and nowhere else.
    """

  func run(_ arguments: String, _ console: Console) throws {
    let own = console.words.definitions[arguments]
    let last = console.typedLines.dropLast().last ?? ""
    let start = own?.lines ?? [arguments.isEmpty ? last : arguments]
    let text = try Shell.edited(start.map { $0 + "\n" }.joined())
    let lines = text.split(separator: "\n").map(String.init).filter { !$0.trimmed.isEmpty }
    guard var own else {
      if case .failed(let code) = try console.run(ScriptReader(text: text, name: "edit")) {
        throw ScriptEnded(code: code)
      }
      return
    }
    own.lines = lines.map(\.trimmed)
    console.words.definitions[arguments] = lines.isEmpty ? nil : own
  }
}
