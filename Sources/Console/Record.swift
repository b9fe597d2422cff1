#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Terminal

/// What was typed and shown, as plain text: for `transcript`, and for the file of `set logging`.
package final class Record {
  /// The characters that are kept at the most; the oldest lines go first.
  private static let limit = 8 << 20

  private var kept: [String] = []
  private var size = 0
  private var log: Int32?
  /// The file that is written along; nil when none is.
  private(set) var logPath: String?
  /// Whether nothing is kept for now.
  var isPaused = false

  /// Why the log has ended before its time; whoever tells it takes it.
  private var failure: String?

  deinit { _ = stopLogging() }

  /// What stands before all that was typed: how the model was opened that the program began with.
  /// Made when it is asked for, not at every start.
  var opening: () -> [String] = { [] }

  /// The lines so far, each command behind the prompt.
  package var lines: [String] { opening() + kept }

  package func add(command: String) { add(lines: [Record.line(of: command)]) }

  /// A command behind the prompt; what is hidden in it is made visible, as in what is shown.
  static func line(of command: String) -> String { "(kerastep) \(command.visible)" }

  func add(lines: [String]) {
    guard !isPaused else { return }
    for line in lines {
      kept.append(line)
      size += line.utf8.count + 1
    }
    if size > Record.limit { forgetHalf() }
    log(lines)
  }

  /// Leaves out the oldest lines, all at once: a long array has a million of them.
  private func forgetHalf() {
    var count = 0
    while size > Record.limit / 2, count < kept.count {
      size -= kept[count].utf8.count + 1
      count += 1
    }
    let remark = "# earlier lines are left out"
    kept.replaceSubrange(..<count, with: [remark])
    size += remark.utf8.count + 1
  }

  /// Writes along; what cannot be written whole is not written, and ends the log.
  private func log(_ lines: [String]) {
    guard let log, let path = logPath else { return }
    let end = lseek(log, 0, SEEK_END)
    guard !Terminal.write(lines.map { $0 + "\n" }.joined(), to: log) else { return }
    let reason = Record.reason(errno)
    _ = ftruncate(log, end)
    _ = stopLogging()
    failure = "\(path) cannot be written: \(reason); it ends before what was shown last"
  }

  /// Why the log has ended, once.
  func takeFailure() -> String? {
    defer { failure = nil }
    return failure
  }

  /// Writes along to a file from now on, behind what it holds.
  func startLogging(to path: String) throws(CommandError) {
    // O_NONBLOCK: a pipe without a reader would wait for ever.
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC
    let file = open(path, flags, 0o666)
    guard file >= 0 else {
      throw CommandError("\(path) cannot be written: \(Record.reason(errno))")
    }
    _ = stopLogging()
    log = file
    logPath = path
  }

  /// Ends the log; gives why it is not whole, for some disks tell only now.
  func stopLogging() -> String? {
    defer {
      log = nil
      logPath = nil
    }
    guard let log, close(log) != 0 else { return nil }
    return Record.reason(errno)
  }

  private static func reason(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
}
