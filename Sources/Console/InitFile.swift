#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Terminal

/// The person's own lines, run when the prompt starts: aliases and settings.
///
/// Nothing is run from the current folder, which may be somebody else's.
package enum InitFile {
  /// `${XDG_CONFIG_HOME:-~/.config}/kerastep/init`, if it is there.
  static var path: String? {
    Terminal.userFolder("XDG_CONFIG_HOME", or: ".config").map { $0 + "/kerastep/init" }
      .flatMap { access($0, R_OK) == 0 ? $0 : nil }
  }

  /// Runs it; a line that fails is told, and the prompt comes all the same.
  package static func run(_ console: Console) {
    guard let path else { return }
    do {
      _ = try console.run(try ScriptReader(path: path))
    } catch {
      console.output.error(Problem.text(error))
    }
  }
}
