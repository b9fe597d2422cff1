import Debugging
import Models

/// A console without a terminal: what commands show of a model, for the harness that opens damaged
/// files and types wild lines, and expects that nothing of them does harm.
package struct Rehearsal {
  private let console: Console
  private let shown = KeptText()

  package init(_ model: Model, commands: Commands = Commands()) {
    console = Console(keeping: shown, isInteractive: true, commands: commands)
    console.session = Session(model)
  }

  /// The same on a model that comes with the program; nil when it is not found.
  package init?(bundled name: String, commands: Commands) throws {
    guard let path = Bundled.model(name) else { return nil }
    self.init(try ModelFile.open(path), commands: commands)
  }

  /// The most elements that an expression's arrays may have.
  package func limitElements(to count: Int) { console.debugger.elementLimit = count }

  /// Types a line at the prompt, and has it completed up to a cursor; false when it was refused.
  package func types(_ line: String, completingAt cursor: Int?) -> Bool {
    shown.text = ""
    if let cursor { _ = LineCompletion(console: console).complete(line, cursor) }
    return console.execute(line) == .done
  }

  /// What the last lines showed.
  package var text: String { shown.text }

  /// The commands that read and write nothing but what is in memory, by all their names.
  package static func commandsInMemory(of commands: Commands) -> [String] {
    commands.all.filter { isInMemory($0, "") }.flatMap(\.names)
  }

  /// How far lines may reach.
  private static let allowed: Reach = [.walks, .changes, .asks]

  /// Whether a line opens no file, writes none and does not end the console.
  package static func staysInMemory(_ line: String, of commands: Commands) -> Bool {
    TypedLine(line, of: commands).reach(of: commands).isSubset(of: allowed)
  }

  /// Whether a command does so with what is typed behind it.
  static func isInMemory(_ command: any Command, _ arguments: String) -> Bool {
    command.reach(of: arguments).isSubset(of: allowed)
  }

  /// What the commands show; errors are shown and end nothing.
  package func text(of commands: [String]) -> String {
    shown.text = ""
    for command in commands { console.execute(command) }
    return shown.text
  }
}
