#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program running in a terminal of our own: we type, and look at what a person would see.
package final class PseudoTerminal {
  /// Why a terminal could not be had, or did not show what was expected.
  package enum Failure: Error, CustomStringConvertible {
    case cannotStart(program: String, code: Int32)
    case missing(text: String, output: String)
    case stillRunning(output: String)

    package var description: String {
      switch self {
      case .cannotStart(let program, let code): "cannot start \(program): error \(code)"
      case .missing(let text, let output): "no \"\(text)\" in the output:\n\(output)"
      case .stillRunning(let output): "the program does not end; its output:\n\(output)"
      }
    }
  }

  /// How a program ended.
  package enum Exit: Equatable {
    case status(Int32)
    case signal(Int32)
  }

  /// What the terminal shows.
  package private(set) var screen: Screen
  /// Everything the program wrote, control sequences and all.
  package var output: String { String(decoding: bytes, as: UTF8.self) }
  /// The program's process.
  package let process: pid_t

  /// What the terminal says when it is asked for its background; nil says nothing of it.
  private let background: String?
  /// Whether it says what it is (DA1), as every terminal does.
  private let answers: Bool
  private let main: Int32
  /// The program's end of the terminal.
  private let name: String
  private var bytes: [UInt8] = []
  /// How much of the output `expect` has passed, and how much the screen shows.
  private var passed = 0
  private var shown = 0
  private var exit: Exit?

  /// Starts a program as the leader of a session whose terminal has this size.
  ///
  /// It sees a small environment (`TERM=xterm`, `LANG=C.UTF-8`, PATH, HOME) and what is added here; nil removes
  /// a variable.
  package init(
    _ program: String, _ arguments: [String] = [], environment: [String: String?] = [:],
    columns: Int = 80, rows: Int = 24, background: String? = nil, answers: Bool = true
  ) throws(Failure) {
    (self.background, self.answers) = (background, answers)
    screen = Screen(columns: columns, rows: rows)
    guard let (main, name) = Self.openTerminal() else {
      throw .cannotStart(program: program, code: errno)
    }
    (self.main, self.name) = (main, name)
    var window = Self.window(columns, rows)
    _ = ioctl(main, UInt(TIOCSWINSZ), &window)

    var variables: [String: String?] = [
      "TERM": "xterm", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent",
    ]
    variables.merge(Sanitizer.environment) { $1 }
    variables.merge(environment) { $1 }
    let process = Self.spawn(
      [program] + arguments, variables.compactMap { name, value in value.map { "\(name)=\($0)" } },
      on: name)
    switch process {
    case .success(let process): self.process = process
    case .failure(let code):
      close(main)
      throw .cannotStart(program: program, code: code.number)
    }
  }

  deinit {
    if exit == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    close(main)
  }

  // MARK: Typing and looking

  /// Types; `\r` is Enter, `\u{3}` Ctrl-C.
  package func send(_ keys: String) {
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Types Ctrl-D once the program reads key by key. A prompt may stand there a moment before: a terminal that
  /// still edits lines itself makes an end of file of the key, and the program never sees it.
  package func sendEnd(timeout seconds: Double = 60) {
    let deadline = Self.now() + seconds * Double(Patience.factor)
    while isEchoing, Self.now() < deadline { _ = receive(until: Self.now() + 0.01) }
    send("\u{4}")
  }

  /// Waits until the text comes, after whatever was expected before.
  package func expect(_ text: String, timeout seconds: Double = 60) throws(Failure) {
    let deadline = Self.now() + seconds * Double(Patience.factor)
    while true {
      if let end = bytes[passed...].end(of: text.utf8) {
        passed = end
        return
      }
      guard receive(until: deadline) else {
        throw .missing(text: text, output: String(decoding: bytes[passed...], as: UTF8.self))
      }
    }
  }

  /// Waits until the screen is as wanted.
  package func expectScreen(
    timeout seconds: Double = 60, _ isAsWanted: (Screen) -> Bool
  ) throws(Failure) {
    let deadline = Self.now() + seconds * Double(Patience.factor)
    while !isAsWanted(screen) {
      guard receive(until: deadline) else {
        throw .missing(text: "the screen expected", output: screen.text)
      }
    }
  }

  /// Takes what comes until nothing has come for a while, all keys are read and the program waits for more.
  ///
  /// A busy machine may let the program wait for its turn longer than that while; a program that works on is given up
  /// after ten seconds.
  package func settle(for seconds: Double = 0.2) {
    let deadline = Self.now() + 10 * Double(Patience.factor)
    while receive(until: Self.now() + seconds) || (isAtWork && Self.now() < deadline) {}
  }

  /// Waits until the terminal edits lines itself: the program, or one that it started, reads whole lines.
  package func expectWholeLines(timeout seconds: Double = 60) throws(Failure) {
    let deadline = Self.now() + seconds * Double(Patience.factor)
    while !isEchoing {
      guard Self.now() < deadline else {
        throw .missing(text: "a terminal that edits lines itself", output: screen.text)
      }
      _ = receive(until: Self.now() + 0.01)
    }
  }

  package func resize(columns: Int, rows: Int) {
    var window = Self.window(columns, rows)
    _ = ioctl(main, UInt(TIOCSWINSZ), &window)
    screen.resize(columns: columns, rows: rows)
  }

  /// Whether the terminal edits lines itself, as it does for a program that asks for nothing.
  package var isEchoing: Bool {
    var modes = termios()
    return tcgetattr(main, &modes) == 0
      && modes.c_lflag & tcflag_t(ICANON | ECHO) == tcflag_t(ICANON | ECHO)
  }

  /// Waits for the program's end.
  package func waitForExit(timeout seconds: Double = 60) throws(Failure) -> Exit {
    if let exit { return exit }
    let deadline = Self.now() + seconds * Double(Patience.factor)
    while true {
      while receive(until: Self.now() + 0.02) {}
      usleep(1000)
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        while receive(until: Self.now() + 0.02) {}
        let signal = status & 0x7F
        let exit = signal == 0 ? Exit.status(status >> 8 & 0xFF) : .signal(signal)
        self.exit = exit
        return exit
      }
      if Self.now() > deadline { throw .stillRunning(output: output) }
    }
  }

  // MARK: The other end

  /// Takes what the program wrote; false when nothing came until the deadline, or nothing will.
  private func receive(until deadline: Double) -> Bool {
    var waiting = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
    let milliseconds = max(deadline - Self.now(), 0) * 1000
    guard poll(&waiting, 1, Int32(milliseconds.rounded(.up))) > 0 else { return false }
    var new = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(main, &new, new.count)
    guard count > 0 else { return false }
    bytes += new[..<count]
    let whole = bytes.endOfWholeCharacters
    screen.write(String(decoding: bytes[shown..<whole], as: UTF8.self))
    answer(String(decoding: bytes[shown..<whole], as: UTF8.self))
    shown = whole
    return true
  }

  private func answer(_ output: String) {
    guard answers else { return }
    if output.contains("\u{1B}]11;?"), let background {
      send("\u{1B}]11;rgb:\(background)\u{1B}\\")
    }
    if output.contains("\u{1B}[c") { send("\u{1B}[?62;22c") }
  }

  /// Whether keys are left unread, or the program does not sleep; where the system does not say, only the keys count.
  private var isAtWork: Bool {
    let end = open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    guard end >= 0 else { return false }
    defer { close(end) }
    var unread: Int32 = 0
    return ioctl(end, UInt(FIONREAD), &unread) == 0 && unread > 0 || ProcessState.isRunning(process)
  }

  private static func window(_ columns: Int, _ rows: Int) -> winsize {
    winsize(
      ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Our end of a new terminal, and the name of the program's.
  private static func openTerminal() -> (main: Int32, name: String)? {
    #if canImport(Glibc)
      // posix_openpt and its relatives, which Swift does not see, in terms of Linux.
      let main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      let (unlock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)  // TIOCSPTLCK, TIOCGPTN
      var locked: Int32 = 0
      var number: Int32 = 0
      guard main >= 0, ioctl(main, unlock, &locked) == 0, ioctl(main, getNumber, &number) == 0
      else { return nil }
      return (main, "/dev/pts/\(number)")
    #else
      let main = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
      guard main >= 0, grantpt(main) == 0, unlockpt(main) == 0, let name = ptsname(main) else {
        return nil
      }
      return (main, String(cString: name))
    #endif
  }

  private struct Code: Error { let number: Int32 }

  /// In a new session, opening the terminal makes it the session's own: then Ctrl-C works.
  private static func spawn(
    _ arguments: [String], _ environment: [String], on terminal: String
  ) -> Result<pid_t, Code> {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, a GNU name that Swift does not see
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
      let newSession = Int16(POSIX_SPAWN_SETSID)
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
    posix_spawnattr_setflags(
      &attributes, newSession | Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var all = sigset_t()
    sigfillset(&all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)

    let texts = [arguments, environment].map { $0.map { strdup($0) } + [nil] }
    defer { for text in texts.joined() { free(text) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, arguments[0], &actions, &attributes, texts[0], texts[1])
    return code == 0 ? .success(process) : .failure(Code(number: code))
  }
}

extension [UInt8] {
  /// Where a character begins that has not come whole yet, else the end.
  fileprivate var endOfWholeCharacters: Int {
    guard let lead = lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return count }
    let length =
      switch self[lead] {
      case 0xF0...: 4
      case 0xE0...: 3
      case 0xC0...: 2
      default: 1
      }
    return count - lead < length ? lead : count
  }
}

extension ArraySlice<UInt8> {
  /// The index after the first place where the text stands.
  fileprivate func end(of text: String.UTF8View) -> Int? {
    indices.first { self[$0...].starts(with: text) }.map { $0 + text.count }
  }
}
