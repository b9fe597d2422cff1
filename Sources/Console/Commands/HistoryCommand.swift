import Terminal

/// `history 20`: what was typed.
struct HistoryCommand: Command {
  let names = ["history"]
  let group = CommandGroup.console
  let reach = Reach.looks
  let summary = "show what was typed last, or what of it holds a word"
  let usage = ["history", "history N", "history WORD"]
  let example = ["history"]
  let details = "Ctrl-R searches while one types, the arrow keys bring a line back."

  private static let usual = 20

  func run(_ arguments: String, _ console: Console) throws {
    let all = console.typedLines
    let lines =
      if arguments.isEmpty {
        all.suffix(HistoryCommand.usual)
      } else if let count = Int(arguments) {
        all.suffix(max(count, 0))
      } else {
        all.filter { $0.contains(arguments) }[...]
      }
    guard !lines.isEmpty else {
      guard !arguments.isEmpty else {
        return console.output.line("nothing was typed at the prompt")
      }
      throw CommandError("nothing that was typed holds \(arguments)")
    }
    console.output.page(lines.map { "  \($0.visible)" }, pages: console.isInteractive)
  }
}
