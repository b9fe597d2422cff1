import Containers
import Terminal
import TestSupport
import TestTraits
import Testing

@testable import Console
@testable import Teaching

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The manual pages, which the program writes when it is installed.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ManualTests {
  private let folder = TemporaryDirectory()

  init() throws {
    let made = try Program.run(
      [
        "-c", "mkdir \"$1/man1\" \"$1/man7\" && \"$0\" manual \"$1\"", Program.path ?? "",
        folder.path,
      ],
      program: "/bin/sh")
    #expect(made.code == 0 && made.output + made.messages == "", "\(made.messages)")
  }

  /// There is a page for the program, each subcommand and the commands, none of them empty, and the formatters of manuals
  /// take all of them without a warning.
  @Test func theFormattersTakeThem() throws {
    let subcommands = CommandLineHelpTests.subcommands + ["python", "dap"]
    let pages =
      subcommands.map { "man1/\(name(of: $0)).1" } + ["man7/kerastep-commands.7"]
    let listed = try Program.run(["-c", "cd \"$0\" && ls */*", folder.path], program: "/bin/sh")
    #expect(listed.output.split(separator: "\n").map(String.init).sorted() == pages.sorted())
    for page in pages {
      let text = folder.text(page)
      #expect(text.contains("\n.SH NAME\nkerastep") && text.contains("\n.SH \"SEE ALSO\"\n"))
      for (formatter, options) in [
        ("/usr/bin/groff", ["-man", "-Tutf8", "-ww"]),
        ("/usr/bin/mandoc", ["-T", "lint", "-W", "warning"]),
      ] where access(formatter, X_OK) == 0 {
        let outcome = try Program.run(options + ["\(folder.path)/\(page)"], program: formatter)
        #expect(outcome.code == 0 && outcome.messages == "", "\(page)")
        #expect(!outcome.output.contains("mandoc: "), "\(outcome.output)")
      }
    }
  }

  /// What help says of a subcommand its page says: options with their values, examples, exit codes.
  @Test func thePagesSayWhatHelpSays() throws {
    for subcommand in CommandLineHelpTests.subcommands {
      let page = folder.text("man1/\(name(of: subcommand)).1").replacing("\n", with: " ")
      let help = try Program.run(
        subcommand.split(separator: " ").map(String.init) + ["--help"]
      ).output
      let options = help.matches(of: /\n  (-[^ ]+(?:, --[a-z-]+)?(?: <[^>]+>)?)/).map {
        String($0.1)
      }.filter { subcommand.isEmpty || $0 != "--version" }
      let examples = help.matches(of: /\n  (kerastep[^\n]*)\n      ([^\n]+)/).flatMap {
        [String($0.1), String($0.2)]
      }
      #expect(page.contains(".SH \"SYNOPSIS\" .nf \\fBkerastep "), "\(subcommand)")
      #expect(options.count > 0 && examples.count == 6, "\(subcommand) \(options) \(examples)")
      for text in options + examples { #expect(page.contains(Roff.escaped(text)), "\(text)") }
      #expect(page.contains(" .SH \"EXIT STATUS\" .TP \\fB0\\fP "), "\(subcommand)")
    }
  }

  /// kerastep-commands(7) has every command with its forms and its example.
  @Test func theCommandsHaveAPage() {
    let page = folder.text("man7/kerastep-commands.7")
    for command in Teaching.commands.all where !(command is ReverseShorthand) {
      let names = Roff.escaped(command.names.joined(separator: ", "))
      #expect(page.contains("\n.SS \"\(names)\"\n"), "\(names)")
      for line in command.usage + command.example {
        #expect(page.contains("\n\(Roff.escaped(line))\n"), "\(line)")
      }
    }
  }

  /// Nothing in a text is taken for a macro, and what is typed can be copied from a page.
  @Test(arguments: [
    (".SH", "\\&.SH"), ("'a' \\n", "\\(aqa\\(aq \\en"), ("-o", "\\-o"), ("σ …", "\\[u03C3] ..."),
    ("😀", "\\[u1F600]"), ("a^b~\"`", "a\\(hab\\(ti\\(dq\\(ga"), ("a\n.SH", "a .SH"),
  ])
  func aTextIsNoMacro(text: String, escaped: String) {
    #expect(Roff.escaped(text) == escaped)
  }

  private func name(of subcommand: String) -> String {
    subcommand.isEmpty ? "kerastep" : "kerastep-\(subcommand.replacing(" ", with: "-"))"
  }
}
