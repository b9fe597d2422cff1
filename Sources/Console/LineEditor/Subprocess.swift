#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A shell command that reads what we feed it and writes where we do.
struct Subprocess: ~Copyable {
  private let process: pid_t
  private let input: Int32

  /// Starts `sh -c command`; a variable of `environment` is added unless it is set. nil when that is impossible.
  init?(shell command: String, environment defaults: [String]) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)

    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])

    // We ignore SIGPIPE; the command must not inherit that.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    let arguments = Self.pointers(["sh", "-c", command])
    let variables = Self.pointers(Self.variables(adding: defaults))
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables) == 0 else {
      close(ends[1])
      return nil
    }
    self.process = process
    input = ends[1]
  }

  /// Writes the text as far as the command reads it, then ends its input.
  borrowing func feed(_ text: String) {
    Terminal.write(text, to: input)
    close(input)
  }

  /// The command's exit status; 128 and more when a signal ended it.
  consuming func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { return 127 }
    }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// C's form of a list of texts; to be freed.
  private static func pointers(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  private static func variables(adding defaults: [String]) -> [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      variables.append(String(cString: variable))
      next += 1
    }
    return variables
      + defaults.filter { entry in
        let name = entry.prefix { $0 != "=" } + "="
        return !variables.contains { $0.hasPrefix(name) }
      }
  }
}
