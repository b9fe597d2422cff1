import Terminal
import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Emacs with dap-mode, a client that nobody here has written.
enum Emacs {
  /// KERASTEP_EMACS, or the first in PATH; nil where it has no dap-mode.
  static let path: String? = {
    let folders = (Terminal.environment("PATH") ?? "").split(separator: ":").map { "\($0)/emacs" }
    let found = ([Terminal.environment("KERASTEP_EMACS")].compactMap(\.self) + folders).first {
      access($0, X_OK) == 0
    }
    guard let found else { return nil }
    let question =
      #"(progn (package-initialize) (kill-emacs (if (locate-library "dap-mode") 0 3)))"#
    let home = TemporaryDirectory()
    let answer = withExtendedLifetime(home) {
      try? PseudoTerminal(
        found, ["--batch", "-q", "--eval", question], environment: ["HOME": home.path]
      ).waitForExit()
    }
    return answer == .status(0) ? found : nil
  }()

  /// Runs a file of Tests/Editors with the built program: its lines `= WHAT: RESULT`, and all that it has written.
  static func run(_ name: String) throws -> (told: [String], output: String) {
    let home = TemporaryDirectory()
    defer { withExtendedLifetime(home) {} }
    let terminal = try PseudoTerminal(
      path ?? "?", ["--batch", "-q", "-l", "\(Repository.path)/Tests/Editors/\(name)"],
      environment: ["HOME": home.path, "KERASTEP_BIN": ProgramClient.path])
    _ = try terminal.waitForExit(timeout: 240)
    let lines = terminal.output.split(whereSeparator: \.isNewline).map(String.init)
    return (lines.filter { $0.hasPrefix("= ") }.map { String($0.dropFirst(2)) }, terminal.output)
  }
}
