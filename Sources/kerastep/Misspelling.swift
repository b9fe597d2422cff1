import ArgumentParser
import Console
import Expressions
import Models

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A word that is nearly a subcommand: `kerastep predikt xor`.
///
/// The first word may be a model as well, so that a subcommand with a slip in it looks like a file that
/// is missing.
enum Misspelling {
  /// The subcommand that is meant, where a command line that cannot be read has a slip in one, or how an input is
  /// given that stands behind the model.
  static func check(
    _ arguments: [String], of root: any ParsableCommand.Type
  ) throws(CommandError) {
    var (name, command) = ("kerastep", root)
    for word in arguments {
      if let hint = hint(for: word, of: command, called: name) {
        throw CommandError("there is no subcommand \(word)", hint: hint)
      }
      guard
        let next = command.configuration.subcommands.first(where: {
          $0.configuration.commandName == word
        })
      else { return try checkInput(arguments, of: root) }
      (name, command) = ("\(name) \(word)", next)
    }
  }

  /// What to say where help is asked of a subcommand that there is not; nil where there is, or where no help is asked so.
  static func unknownHelp(
    _ arguments: [String], of root: any ParsableCommand.Type
  ) -> CommandError? {
    guard arguments.first == "help" else { return nil }
    var command = root
    for word in arguments.dropFirst() where !word.hasPrefix("-") && word != "help" {
      guard
        let next = command.configuration.subcommands.first(where: {
          $0.configuration.commandName == word
        })
      else {
        return CommandError(
          "there is no subcommand \(word)",
          hint: hint(for: word, of: command, called: "kerastep help")
            ?? "kerastep help lists them; those of the debugger are explained at its prompt: "
            + "help \(word)")
      }
      command = next
    }
    return nil
  }

  /// `kerastep model.keras x.npy`, as the subcommands take it.
  private static func checkInput(
    _ arguments: [String], of root: any ParsableCommand.Type
  ) throws(CommandError) {
    let names = root.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard arguments.count > 1, let model = arguments.first, !names.contains(model),
      !model.hasPrefix("-"), let input = arguments.dropFirst().first,
      input.hasPrefix("[") || ArrayFormats.suffixes.contains(where: { input.hasSuffix(".\($0)") })
    else { return }
    throw CommandError(
      "\(input) stands where no input is expected",
      hint: "Did you mean kerastep \(model) --input '\(input)'?")
  }

  /// What to say of a word that stands for nothing and is near a subcommand; nil of any other.
  static func hint(
    for word: String, of command: any ParsableCommand.Type, called name: String
  ) -> String? {
    let shown = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    let names = shown.compactMap { $0.configuration.commandName }
    let known = names + Bundled.names
    guard let near = nearest(to: word, in: known), names.contains(near), !known.contains(word),
      !word.hasPrefix("-"), access(word, F_OK) != 0
    else { return nil }
    return "Did you mean \(name) \(near)?"
  }
}
