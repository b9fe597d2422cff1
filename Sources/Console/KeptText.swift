import Terminal

/// What a console shows, kept as text: data and messages in their order.
package final class KeptText {
  package var text = ""

  package init() {}
}

extension Console {
  /// A console without a terminal, its page having 80 columns and no colours; what it shows is kept.
  package convenience init(
    keeping kept: KeptText, isInteractive: Bool, commands: Commands = Commands()
  ) {
    let output = Output(
      style: Style(usesColour: false, usesASCII: false), write: { kept.text += $0 },
      writeError: { kept.text += $0 })
    self.init(output: output, isInteractive: isInteractive, commands: commands)
    settings.colour = .never
    settings.ascii = false
    settings.width = 80
    settings.height = 24
  }
}
