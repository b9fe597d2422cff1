#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Terminal

extension Subcommands {
  /// What the program does before anything else.
  ///
  /// Closed pipes and files that may grow no further become errors of the write to them, and no file
  /// that is opened gets the place of a standard one that is closed, and what is meant for it.
  public static func begin() {
    Signals.ignore(SIGPIPE)
    Signals.ignore(SIGXFSZ)
    for (descriptor, flags) in [(STDIN_FILENO, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", flags)
    }
  }

  /// Ends the program.
  public static func exit(_ code: Int32) -> Never {
    let code = OutputFailure.exitCode(code, failed: Problem.Code.unusableFile)
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// Writes a text of the command line's own, or of what was given to it.
  public static func say(_ text: String, isError: Bool) {
    Terminal.write(text.visibleLines + "\n", to: isError ? 2 : 1)
  }
}
