/// `document gates … end`: what help says of a command of one's own.
struct DocumentCommand: Command {
  let names = ["document"]
  let group = CommandGroup.console
  let reach: Reach = [.changes, .runsCommands]
  let summary = "give a defined command a help text, up to end"
  let usage = ["document NAME"]
  let example = [
    "define two", "step", "step", "end", "document two", "Two equations at once.", "end",
    "help two",
  ]
  let takesLines = true

  func run(_ arguments: String, _ console: Console) throws {
    guard console.words.definitions[arguments] != nil else {
      throw CommandError(
        arguments.isEmpty ? "document needs a name" : "\(arguments) is not defined",
        hint: "define NAME makes a command; define shows those there are")
    }
    console.followUp.collect(for: "document \(arguments)", asText: true) { lines in
      console.words.definitions[arguments]?.help = lines
    }
  }
}
