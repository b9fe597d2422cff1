import ArgumentParser
import Console

/// How things are shown.
struct Showing: ParsableArguments {
  @Option(help: ArgumentHelp("Whether to use colours.", valueName: "when"))
  var color = Settings.Colour.auto
  @Flag(help: "Write only letters that every terminal has.")
  var ascii = false

  func apply(to console: Console) {
    console.settings.colour = color
    if ascii { console.settings.ascii = true }
  }
}

extension Settings.Colour: ExpressibleByArgument {}
