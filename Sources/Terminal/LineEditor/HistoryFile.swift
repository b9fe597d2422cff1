#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lines typed in this and earlier runs, one a line, oldest first.
///
/// A file that another program keeps locked is not waited for.
///
/// Each line is appended when it is typed, so that programs that run at the same time keep each other's lines,
/// and a crash loses none. A file that cannot be used costs the history, never the session.
struct HistoryFile: Sendable {
  static let limit = 2_000
  /// When reading: more than this is not ours.
  private static let largest = 1 << 22

  let path: String

  init(path: String) { self.path = path }

  /// `${XDG_STATE_HOME:-~/.local/state}/kerastep/history`; nil without a home.
  static func standard() -> HistoryFile? {
    Terminal.userFolder("XDG_STATE_HOME", or: ".local/state").map {
      HistoryFile(path: $0 + "/kerastep/history")
    }
  }

  /// The newest lines, none equal to its neighbour; nil when the file is locked. Shortens a file that has grown to
  /// twice the limit.
  func load() -> [String]? {
    let file: LockedFile
    do {
      guard
        let opened = try LockedFile(path: path, flags: O_RDWR)
          ?? LockedFile(path: path, flags: O_RDONLY)
      else { return [] }
      file = opened
    } catch {
      return nil
    }
    let all = file.contents(atMost: Self.largest)
      .split(separator: UInt8(ascii: "\n"))
      .map { Terminal.printable(String(decoding: $0, as: UTF8.self)) }
    var lines: [String] = []
    for line in all where line != lines.last { lines.append(line) }
    let newest = Array(lines.suffix(Self.limit))
    if all.count > 2 * Self.limit {
      file.replace(with: newest.map { $0 + "\n" }.joined())
    }
    return newest
  }

  /// False when the file is locked.
  @discardableResult
  func append(_ line: String) -> Bool {
    makeDirectories()
    do {
      try LockedFile(path: path, flags: O_WRONLY | O_APPEND | O_CREAT)?.append(line + "\n")
      return true
    } catch {
      return false
    }
  }

  private func makeDirectories() {
    for index in path.indices.dropFirst() where path[index] == "/" {
      mkdir(String(path[..<index]), 0o700)
    }
  }
}

/// What was typed in this and earlier runs, for whoever wants to read it.
package enum TypedHistory {
  /// The newest last; none where they are not kept.
  package static var lines: [String] { HistoryFile.standard()?.load() ?? [] }
}

/// An open file that no other kerastep touches meanwhile.
private struct LockedFile: ~Copyable {
  /// Another program has it locked, for longer than it takes to write a line.
  struct Locked: Error {}

  /// How often a lock is asked for, and the microseconds between: 0.2 s together.
  private static let tries = 20
  private static let pause: UInt32 = 10_000

  private let descriptor: Int32

  /// nil for what is no ordinary file, or may not be opened.
  init?(path: String, flags: Int32) throws(Locked) {
    let file = open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard file >= 0 else { return nil }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(file)
      return nil
    }
    var tries = Self.tries
    while flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      tries -= 1
      guard tries > 0 else {
        close(file)
        throw Locked()
      }
      usleep(Self.pause)
    }
    descriptor = file
  }

  deinit { close(descriptor) }

  /// The last bytes of the file.
  borrowing func contents(atMost limit: Int) -> [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    let wanted = min(max(size, 0), limit)
    lseek(descriptor, off_t(size - wanted), SEEK_SET)
    return [UInt8](unsafeUninitializedCapacity: wanted) { bytes, count in
      count = max(read(descriptor, bytes.baseAddress, wanted), 0)
    }
  }

  /// One `write`, so that nothing comes between its bytes.
  borrowing func append(_ text: String) { Terminal.write(text, to: descriptor) }

  borrowing func replace(with text: String) {
    lseek(descriptor, 0, SEEK_SET)
    if Terminal.write(text, to: descriptor) { ftruncate(descriptor, off_t(text.utf8.count)) }
  }
}
