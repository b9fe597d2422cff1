#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program at its prompt, in a terminal of our own.
final class Prompt {
  static let text = "(kerastep)"

  let child: ChildProcess
  private let terminal: Int32

  /// Starts the program; the prompt is not there yet.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    #if canImport(Glibc)
      // posix_openpt and its relatives, which Swift does not see, in terms of Linux.
      let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      let (unlock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)  // TIOCSPTLCK, TIOCGPTN
      var locked: Int32 = 0
      var number: Int32 = 0
      let isOpen =
        terminal >= 0 && ioctl(terminal, unlock, &locked) == 0
        && ioctl(terminal, getNumber, &number) == 0
      let name = "/dev/pts/\(number)"
    #else
      let terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
      let isOpen = terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0
      let name = isOpen ? String(cString: ptsname(terminal)) : ""
    #endif
    guard isOpen else { throw BenchError("no terminal can be had") }
    self.terminal = terminal
    var window = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &window)
    child = try ChildProcess(
      [BuiltProgram.path] + arguments, input: name, output: name, environment: environment,
      newSession: true)
  }

  deinit {
    child.end()
    close(terminal)
  }

  /// Types a command and waits for the next prompt.
  func type(_ command: String) throws {
    let keys = Array((command + "\r").utf8)
    guard write(terminal, keys, keys.count) == keys.count else {
      throw BenchError("the terminal takes no keys")
    }
    // libedit writes the prompt once more with what is typed behind it.
    try wait(for: "\n")
    try wait()
  }

  /// Types a key and waits until the line is painted.
  func press(_ key: String) throws {
    let bytes = Array(key.utf8)
    guard write(terminal, bytes, bytes.count) == bytes.count else {
      throw BenchError("the terminal takes no keys")
    }
    try wait(for: "\u{1B}8")
  }

  /// Waits until the prompt is there.
  func wait() throws { try wait(for: Prompt.text) }

  private var pending: [UInt8] = []

  private func wait(for text: String) throws {
    let wanted = Array(text.utf8)
    var new = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let end = Prompt.end(of: wanted, in: pending) {
        pending.removeFirst(end)
        return
      }
      var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 60_000) > 0 else { throw BenchError("no prompt within a minute") }
      let count = read(terminal, &new, new.count)
      guard count > 0 else {
        throw BenchError("the program ended: \(String(decoding: pending, as: UTF8.self))")
      }
      pending += new[..<count]
      answer(new[..<count])
    }
  }

  /// Says what it is, as every terminal does that is asked.
  private func answer(_ output: ArraySlice<UInt8>) {
    guard Prompt.end(of: Array("\u{1B}[c".utf8), in: Array(output)) != nil else { return }
    let answer = Array("\u{1B}[?62;22c".utf8)
    _ = write(terminal, answer, answer.count)
  }

  private static func end(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= wanted.count else { return nil }
    return (0...bytes.count - wanted.count).first { bytes[$0...].starts(with: wanted) }
      .map { $0 + wanted.count }
  }
}
