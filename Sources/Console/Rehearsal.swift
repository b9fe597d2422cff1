import Debugging
import Models

/// A console without a terminal: what commands show of a model, for the harness that opens damaged
/// files and expects that nothing of them does harm.
package struct Rehearsal {
  private let console: Console
  private let shown = Shown()

  private final class Shown {
    var text = ""
  }

  package init(_ model: Model) {
    let shown = shown
    let output = Output(
      style: Style(usesColour: false, usesASCII: false), write: { shown.text += $0 },
      writeError: { shown.text += $0 })
    console = Console(output: output, isInteractive: true)
    console.settings.colour = .never
    console.settings.width = 80
    console.session = Session(model)
  }

  /// What the commands show; errors are shown and end nothing.
  package func text(of commands: [String]) -> String {
    shown.text = ""
    for command in commands { console.execute(command) }
    return shown.text
  }
}
