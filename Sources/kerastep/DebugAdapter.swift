import Adapter
import ArgumentParser
import Console
import Teaching
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `kerastep dap`, which an editor starts: the Debug Adapter Protocol on standard input and output.
struct DebugAdapter: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "dap", abstract: "Debug in an editor: speak the Debug Adapter Protocol.",
    discussion: HelpParts.discussion(
      """
      An editor starts it and talks to it on standard input and output. Its configuration is "type": "kerastep", \
      "request": "launch" and "model", with "input", "target", "weights", "precision" and "stopOnEntry" as wanted. \
      The lines for VS Code, Emacs, Kate, Neovim, Helix, Zed and IntelliJ are in docs/editors.md.
      """,
      [
        ("kerastep dap", "answers an editor, until that ends the session"),
        (
          "kerastep dap --vscode ~/.vscode/extensions/kerastep",
          "an extension that tells VS Code of it"
        ),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @Option(
    help: ArgumentHelp(
      "Write an extension for VS Code into a folder, and end.", valueName: "folder"),
    completion: .directory)
  var vscode: String?

  func perform(_ output: Output) throws -> Int32 {
    if let vscode {
      let path = try EditorExtension(version: Version.text).write(to: vscode.expandingHome)
      output.line("wrote \(path.visible): VS Code finds it when it starts the next time")
      return 0
    }
    guard !Terminal.isTerminal(STDIN_FILENO) else {
      throw CommandError(
        "dap speaks the Debug Adapter Protocol with an editor, which starts it",
        hint: "kerastep MODEL opens the debugger here; docs/editors.md has the lines for editors.")
    }
    output.progress?.end()
    let pipe = ProtocolPipe()
    return Adapter(
      Link(Descriptor(pipe.input), write: { Terminal.write($0, to: pipe.output) }),
      commands: Teaching.commands
    ).run()
  }
}

/// The pipe to the editor, which nothing else reads from or writes to: what the program shows elsewhere goes to
/// standard error.
private struct ProtocolPipe {
  let input: Int32
  let output: Int32

  init() {
    (input, output) = (dup(STDIN_FILENO), dup(STDOUT_FILENO))
    let nothing = open("/dev/null", O_RDONLY)
    dup2(nothing, STDIN_FILENO)
    close(nothing)
    dup2(STDERR_FILENO, STDOUT_FILENO)
  }
}
