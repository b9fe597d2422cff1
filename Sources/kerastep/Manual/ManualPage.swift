import ArgumentParser
import Console

/// The manual page of the program or of a subcommand, from the declarations that `--help` shows.
struct ManualPage {
  /// `kerastep`, `kerastep lesson check`: as it is typed.
  let words: String
  let command: any ParsableCommand.Type
  private let arguments: [ManualArgument]
  private let parts: HelpParts.Read

  static let source = "kerastep \(Version.text)"

  /// `kerastep-lesson-check`.
  var name: String { words.replacing(" ", with: "-") }

  private init(_ words: String, _ command: any ParsableCommand.Type) throws {
    (self.words, self.command) = (words, command)
    arguments = try ManualArgument.all(of: command)
    parts = HelpParts.read(command.configuration.discussion)
  }

  /// A page for a command, and for each subcommand that help shows.
  static func all(
    of command: any ParsableCommand.Type, called words: String = "kerastep"
  ) throws -> [ManualPage] {
    try [ManualPage(words, command)]
      + subcommands(of: command).flatMap { try all(of: $0.command, called: "\(words) \($0.name)") }
  }

  private static func subcommands(
    of command: any ParsableCommand.Type
  ) -> [(name: String, command: any ParsableCommand.Type)] {
    command.configuration.subcommands.compactMap { command in
      guard command.configuration.shouldDisplay, let name = command.configuration.commandName else {
        return nil
      }
      return (name, command)
    }
  }

  var text: String {
    var lines = heading
    lines += described("Arguments", arguments.filter(\.isPositional))
    lines += described("Options", arguments.filter { !$0.isPositional })
    lines += subcommandList
    lines += endings
    return Roff.page(name, section: 1, day: Version.day, source: Self.source, lines)
  }

  private var heading: [String] {
    let abstract = command.configuration.abstract
    let usage = Kerastep.usageString(for: command)
    var lines = Roff.name(name, abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract)
    lines += [Roff.section("Synopsis"), ".nf"]
    for form in usage.split(separator: "\n") { lines.append(Roff.bold(form.trimmed)) }
    lines += [".fi", Roff.section("Description")]
    lines += Roff.paragraph(abstract)
    return lines + Roff.text(parts.text)
  }

  private func described(_ title: String, _ arguments: [ManualArgument]) -> [String] {
    guard !arguments.isEmpty else { return [] }
    return [Roff.section(title)] + arguments.flatMap { Roff.item($0.term, $0.text) }
  }

  private var subcommandList: [String] {
    let list = Self.subcommands(of: command)
    guard !list.isEmpty else { return [] }
    var lines = [Roff.section("Subcommands")]
    for (name, command) in list {
      lines += Roff.item("\(words) \(name)", command.configuration.abstract)
    }
    return lines
  }

  private var endings: [String] {
    var lines = [Roff.section("Examples")]
    for example in parts.examples { lines += Roff.item(example.line, example.what) }
    lines.append(Roff.section("Exit status"))
    for code in parts.codes { lines += Roff.item(code.code, code.meaning) }
    return lines + [Roff.section("See also"), seeAlso]
  }

  /// The page above, those below, and that of the commands.
  private var seeAlso: String {
    var pages = Self.subcommands(of: command).map { "\(Roff.bold("\(name)-\($0.name)"))(1)" }
    if let end = name.lastIndex(of: "-") {
      pages.insert("\(Roff.bold(String(name[..<end])))(1)", at: 0)
    }
    pages.append("\(Roff.bold(CommandsManual.name))(7)")
    return pages.joined(separator: ",\n")
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
