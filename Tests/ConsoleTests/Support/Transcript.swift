import Tensors
import Terminal
import TestSupport

@testable import Console
@testable import Teaching

/// A session as typed: lines `(kerastep) command`, what each shows below it.
///
/// A person at a terminal of 80 columns without colours is imitated. Messages stand where they came.
struct Transcript {
  static let prompt = "(kerastep)"

  /// What stands above the first command.
  private var heading: [String] = []
  private(set) var commands: [String] = []

  init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line == Self.prompt || line.hasPrefix(Self.prompt + " ") {
        commands.append(String(line.dropFirst(Self.prompt.count + 1)))
      } else if commands.isEmpty {
        heading.append(line)
      }
    }
  }

  init(commands: [String]) { self.commands = commands }

  /// The session played: its text anew. `watch` is asked before each line, and told what became of it.
  func replayed(
    _ console: Console, _ shown: Shown,
    watch: (String) -> (Console.Status) -> Void = { _ in { _ in } }
  ) -> String {
    var text = heading.map { $0 + "\n" }.joined()
    for command in commands where !console.quits {
      shown.text = ""
      let told = watch(command)
      told(console.execute(command))
      shown.note(widerThan: console.width)
      text += "\(Self.prompt) \(command)".trimmed + "\n" + shown.text
    }
    return text
  }
}

/// What a console wrote, data and messages in their order.
final class Shown {
  var text = ""
  /// Lines that went over the edge of the screen; one that names a file is not broken.
  private(set) var wideLines: [String] = []

  func note(widerThan columns: Int) {
    wideLines += text.split(separator: "\n").map(String.init).filter {
      Terminal.width(of: $0) > columns && !$0.contains("Tests/")
    }
  }
}

extension Console {
  /// A console as at a terminal of 80 columns without colours, no model open.
  static func imitation(width: Int = 80) -> (Console, Shown) {
    _ = Repository.path
    let shown = Shown()
    let output = Output(
      style: Style(usesColour: false, usesASCII: false), write: { shown.text += $0 },
      writeError: { shown.text += $0 })
    let console = Console(output: output, isInteractive: true, commands: Teaching.commands)
    console.settings.colour = .never
    console.settings.ascii = false
    console.settings.width = width
    console.settings.height = 24
    console.settings.operands = .aligned
    console.stateFolder = nil
    // An editor that leaves a text as it is.
    console.editor = "true"
    console.screenSwitch = ScreenSwitch()
    console.configFolder = nil
    return (console, shown)
  }
}
