#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What was typed and shown, as plain text: for `transcript`, and for the file of `set logging`.
final class Record {
  /// The characters that are kept at the most; the oldest lines go first.
  private static let limit = 8 << 20

  private var kept: [String] = []
  private var size = 0
  private var log: UnsafeMutablePointer<FILE>?
  /// The file that is written along; nil when none is.
  private(set) var logPath: String?
  /// Whether nothing is kept for now.
  var isPaused = false

  deinit { stopLogging() }

  /// What stands before all that was typed: how the model was opened that the program began with.
  /// Made when it is asked for, not at every start.
  var opening: () -> [String] = { [] }

  /// The lines so far, each command behind the prompt.
  var lines: [String] { opening() + kept }

  func add(command: String) { add(lines: [Record.line(of: command)]) }

  /// A command behind the prompt.
  static func line(of command: String) -> String { "(kerastep) \(command)" }

  func add(lines: [String]) {
    guard !isPaused else { return }
    for line in lines {
      kept.append(line)
      size += line.utf8.count + 1
    }
    if size > Record.limit {
      while size > Record.limit / 2, let first = kept.first {
        size -= first.utf8.count + 1
        kept.removeFirst()
      }
      kept.insert("# earlier lines are left out", at: 0)
    }
    guard let log else { return }
    for line in lines { fputs(line + "\n", log) }
    fflush(log)
  }

  /// Writes along to a file from now on, behind what it holds.
  func startLogging(to path: String) throws(CommandError) {
    guard let file = fopen(path, "a") else {
      let reason = strerror(errno).map { String(cString: $0) } ?? "it cannot be opened"
      throw CommandError("\(path) cannot be written: \(reason)")
    }
    stopLogging()
    log = file
    logPath = path
  }

  func stopLogging() {
    if let log { fclose(log) }
    log = nil
    logPath = nil
  }
}
