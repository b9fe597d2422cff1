/// kerastep-commands(7), made from the commands' declarations, as docs/commands.md is.
package enum CommandsManual {
  package static let name = "kerastep-commands"

  package static func page(_ commands: Commands, day: String, source: String) -> String {
    var lines = Roff.name(
      name, "what is typed at the prompt of kerastep, a debugger of Keras models")
    lines.append(Roff.section("Description"))
    lines += Roff.paragraph(plain(CommandsPage.introduction.joined(separator: " ")))
    for group in CommandGroup.allCases {
      lines.append(Roff.section(group.rawValue))
      for command in commands.all where command.group == group && !(command is ReverseShorthand) {
        lines += section(command)
      }
    }
    lines += [Roff.section("See also"), Roff.bold("kerastep") + "(1)"]
    return Roff.page(name, section: 7, day: day, source: source, lines)
  }

  private static func section(_ command: any Command) -> [String] {
    let summary = command.summary.prefix(1).uppercased() + command.summary.dropFirst()
    var lines = [Roff.subsection(command.names.joined(separator: ", "))]
    lines += Roff.paragraph(summary + ".")
    lines += Roff.verbatim(command.usage)
    lines += Roff.text(command.details)
    return lines + [".PP", "For example:"] + Roff.verbatim(command.example)
  }

  /// Text without the marks by which Markdown shows what is typed.
  private static func plain(_ text: String) -> String { text.replacing("`", with: "") }
}
