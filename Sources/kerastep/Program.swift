import ArgumentParser
import Console
import Containers
import Models
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The program from its start to its end.
enum Program {
  /// What it does before anything else.
  ///
  /// Closed pipes and files that may grow no further become errors of the write to them, and no file
  /// that is opened gets the place of a standard one that is closed, and what is meant for it.
  static func begin() {
    Signals.ignore(SIGPIPE)
    Signals.ignore(SIGXFSZ)
    for (descriptor, flags) in [(STDIN_FILENO, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", flags)
    }
  }

  /// Does what the command line says, then ends.
  @Sendable static func run() -> Never {
    do {
      var command = try Kerastep.parseAsRoot()
      if let twice = RepeatedOption.complaint(Array(CommandLine.arguments.dropFirst())) {
        refuse("kerastep: \(twice)")
      }
      if let model = (command as? Debug)?.model,
        let hint = Misspelling.hint(for: model, of: Kerastep.self, called: "kerastep")
      {
        Message.say("kerastep: \(OpenError(model, "there is no such file", hint))", isError: true)
        exit(Problem.Code.unusableFile)
      }
      try command.run()
      exit(0)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      if let unknown = Misspelling.unknownHelp(
        Array(CommandLine.arguments.dropFirst()), of: Kerastep.self)
      {
        refuse("kerastep: \(unknown)")
      }
      if Kerastep.exitCode(for: error) == .success {
        Message.say(
          CompletionScript.completed(Kerastep.fullMessage(for: error)), isError: false)
        exit(0)
      }
      refuse(complaint(error))
    }
  }

  /// Ends with what is wrong with the command line.
  private static func refuse(_ complaint: String) -> Never {
    Message.say(Message.broken(complaint), isError: true)
    exit(Problem.Code.badUsage)
  }

  /// What is said of a command line that cannot be read.
  private static func complaint(_ error: any Error) -> String {
    do {
      try Misspelling.check(Array(CommandLine.arguments.dropFirst()), of: Kerastep.self)
      return Kerastep.fullMessage(for: error)
    } catch {
      return "kerastep: \(error)"
    }
  }

  private static func exit(_ code: Int32) -> Never {
    let code = OutputFailure.exitCode(code, failed: Problem.Code.unusableFile)
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }
}
