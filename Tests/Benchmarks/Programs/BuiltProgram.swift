import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program as `make release` leaves it; KERASTEP_BIN names another one.
enum BuiltProgram {
  static let path = environment("KERASTEP_BIN") ?? ".build/release/kerastep"

  /// Throws when it is not there.
  static func check() throws {
    guard access(path, X_OK) == 0 else {
      throw BenchError("\(path) is not built; make bench builds it, KERASTEP_BIN names another")
    }
  }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// Another program, started and waited for.
struct ChildProcess {
  let process: pid_t

  /// Starts it with its three streams at the paths; `newSession` makes a terminal there its own.
  init(
    _ arguments: [String], input: String = "/dev/null", output: String = "/dev/null",
    environment: [String: String] = [:], newSession: Bool = false
  ) throws {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      let sessionFlag: Int16 = 0x80  // POSIX_SPAWN_SETSID, a GNU name that Swift does not see
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
      let sessionFlag = Int16(POSIX_SPAWN_SETSID)
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDWR, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, output, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, newSession ? output : "/dev/null", O_RDWR, 0)
    if newSession { posix_spawnattr_setflags(&attributes, sessionFlag) }

    var variables: [String: String] = ["TERM": "xterm", "LANG": "C.UTF-8", "HOME": "/nonexistent"]
    for name in ["PATH", "TMPDIR"] { variables[name] = BuiltProgram.environment(name) }
    variables.merge(environment) { $1 }
    let texts = [arguments, variables.map { "\($0)=\($1)" }].map { $0.map { strdup($0) } + [nil] }
    defer { for text in texts.joined() { free(text) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, arguments[0], &actions, &attributes, texts[0], texts[1])
    guard code == 0 else {
      throw BenchError("\(arguments[0]) cannot be started: \(String(cString: strerror(code)))")
    }
    self.process = process
  }

  /// Waits for its end; throws when it failed.
  func wait() throws {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw BenchError("a program ended with status \(status)") }
  }

  /// Ends it at once.
  func end() {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// The most memory it has had so far, in bytes; nil where the system does not say.
  var peakMemory: Double? { ProcessMemory.peak(of: process).map(Double.init) }
}
