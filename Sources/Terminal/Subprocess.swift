#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A shell command that reads what we feed it and writes where we do.
struct Subprocess: ~Copyable {
  private let process: pid_t
  private let input: Int32
  /// Whether the process is the command itself, and not a shell that waits for it.
  private let isAlone: Bool

  /// Starts `sh -c command`; a variable of `environment` is added unless it is set. nil when that is impossible.
  ///
  /// Its input is the text that it is fed, or the terminal.
  init?(shell command: String, environment defaults: [String], readsText: Bool = true) {
    // Without the shell in between, the command can be ended.
    isAlone = !command.contains { "|&;<>()`$=\n".contains($0) }
    let command = isAlone ? "exec \(command)" : command
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
    if readsText { posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO) }
    posix_spawn_file_actions_addclose(&actions, ends[0])

    // What we ignore (`Signals.ignore`) the command must not inherit.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGXFSZ)
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
    if !readsText { close(ends[1]) }
  }

  /// Writes the text as far as the command reads it, then ends its input; Ctrl-C ends it too.
  borrowing func feed(_ text: String) {
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty, Signals.wait(forRoomIn: input, orAny: [SIGINT]) {
        let count = write(input, rest.baseAddress, rest.count)
        if count < 0, errno != EINTR, errno != EAGAIN { break }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(count, 0)))
      }
    }
    close(input)
  }

  /// The command's exit status; 128 and more when a signal ended it. Ctrl-C ends a command that is
  /// no pipeline; the parts of one get it from the terminal.
  consuming func wait(endsOnInterrupt: Bool = true) -> Int32 {
    let (process, isAlone) = (process, isAlone && endsOnInterrupt)
    return Signals.watching([SIGCHLD]) {
      while true {
        _ = Signals.take(SIGCHLD)
        if let code = Self.exitCode(of: process) { return code }
        if isAlone, Signals.isPending(SIGINT) { return Self.end(process) }
        Signals.wait(forAny: isAlone ? [SIGCHLD, SIGINT] : [SIGCHLD])
      }
    }
  }

  /// Ends a command that may be about to end by itself: the terminal has told it of the Ctrl-C too.
  private static func end(_ process: pid_t) -> Int32 {
    for signal in [0, SIGTERM] {
      kill(process, signal)
      for _ in 0..<50 {
        if let code = exitCode(of: process) { return code }
        usleep(10_000)
      }
    }
    kill(process, SIGKILL)
    while true {
      if let code = exitCode(of: process) { return code }
      usleep(10_000)
    }
  }

  /// nil while the command runs.
  private static func exitCode(of process: pid_t) -> Int32? {
    var status: Int32 = 0
    switch waitpid(process, &status, WNOHANG) {
    case process: return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    case -1 where errno != EINTR: return 127
    default: return nil
    }
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
