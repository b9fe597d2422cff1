@testable import Console

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

  /// The session played: its text anew.
  func replayed(_ console: Console, _ shown: Shown) -> String {
    shown.text = heading.map { $0 + "\n" }.joined()
    for command in commands where !console.quits {
      shown.text += command.isEmpty ? "\(Self.prompt)\n" : "\(Self.prompt) \(command)\n"
      console.execute(command)
    }
    return shown.text
  }

  func replayed() -> String {
    let (console, shown) = Console.imitation()
    return replayed(console, shown)
  }
}

/// What a console wrote, data and messages in their order.
final class Shown {
  var text = ""
}

extension Console {
  /// A console as at a terminal of 80 columns without colours, no model open.
  static func imitation(width: Int = 80) -> (Console, Shown) {
    _ = Repository.path
    let shown = Shown()
    let output = Output(
      style: Style(usesColour: false, usesASCII: false), write: { shown.text += $0 },
      writeError: { shown.text += $0 })
    let console = Console(output: output, isInteractive: true)
    console.settings.colour = .never
    console.settings.ascii = false
    console.settings.width = width
    console.settings.operands = .aligned
    return (console, shown)
  }
}
