import Debugging
import Expressions
import Tensors
import Terminal

/// `help step`: what the commands do.
struct HelpCommand: Command {
  let names = ["help", "h", "?"]
  let group = CommandGroup.console
  let reach = Reach.looks
  let summary = "show what is needed first, explain a command or a topic, or list all commands"
  let usage = ["help", "help COMMAND", "help TOPIC", "help all"]
  let example = ["help step"]
  var details: String {
    let topics = HelpTopic.all.map(\.name).joined(separator: ", ")
    return "The topics are \(topics)."
  }
  let completion = Completion.Kind.help

  /// The topics, for apropos.
  var subjects: [Subject] {
    HelpTopic.all.map { topic in
      // Functions are found by their own names.
      let text = topic.name == HelpTopic.functions.name ? [] : topic.lines(80)
      return Subject("help \(topic.name)", topic.summary, words: topic.names + text)
    }
  }

  func run(_ arguments: String, _ console: Console) throws {
    switch arguments {
    case "": return console.output.lines(FirstHelp.lines)
    case "all", "commands all":
      return console.output.page(
        HelpText.overview(console.commands, console.width), pages: console.isInteractive)
    default: break
    }
    if let own = console.words.definitions[arguments] {
      let help = own.help.isEmpty ? ["made of"] + own.lines.map { "  \($0)" } : own.help
      return console.output.lines(["\(own.name): a command of your own".marked(.strong)] + help)
    }
    if let command = console.commands.find(arguments.firstWord.word) {
      return console.output.page(
        HelpText.lines(command, width: console.width), pages: console.isInteractive)
    }
    if let topic = HelpTopic.named(arguments) {
      let title = "\(topic.name): \(topic.summary)".wrapped(to: console.width)
      return console.output.page(
        title.map { $0.marked(.strong) } + topic.lines(console.width),
        pages: console.isInteractive)
    }
    let scope = Scope(console.debugger)
    if let usage = scope.usage(ofFunction: arguments) {
      return console.output.lines(["\(usage): a function; help functions lists them all"])
    }
    if scope.isName(arguments) || scope.machine?.elsewhere(arguments) != nil {
      let name = scope.isName(arguments) ? arguments : scope.machine?.elsewhere(arguments) ?? ""
      throw CommandError(
        "\(arguments.visible) is no command: the model has it",
        hint: "whatis \(name) tells what it is, list all shows where it stands")
    }
    let known = console.commands.all.map(\.name) + HelpTopic.all.flatMap(\.names)
    let near = nearest(to: arguments, in: known).map { "Did you mean \($0)?" }
    throw CommandError(
      "there is no command \(arguments)", hint: near ?? "help all lists the commands")
  }
}
