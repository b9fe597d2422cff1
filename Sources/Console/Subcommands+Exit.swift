#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Subcommands {
  /// Ends the program.
  public static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// Writes a text of the command line's own.
  public static func say(_ text: String, isError: Bool) {
    _ = Terminal.write(text + "\n", to: isError ? 2 : 1)
  }
}
