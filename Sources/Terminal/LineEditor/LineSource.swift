#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bytes cut into lines, read when they are asked for.
struct LineSource: ~Copyable {
  /// No line is longer; a binary file given by mistake ends here instead of filling the memory.
  private let longestLine: Int
  private let descriptor: Int32?
  private let closes: Bool
  private var buffer: [UInt8] = []
  private var start = 0
  private var isFirst = true

  /// `closes` says whether the descriptor is ours to close.
  init(descriptor: Int32, closes: Bool, longestLine: Int = ScriptReader.longestLine) {
    self.longestLine = longestLine
    self.descriptor = descriptor
    self.closes = closes
  }

  init(text: String) {
    longestLine = ScriptReader.longestLine
    descriptor = nil
    closes = false
    buffer = Array(text.utf8)
  }

  deinit {
    if closes, let descriptor { close(descriptor) }
  }

  enum Next: Equatable {
    case line(String)
    case end
    case interrupted
    case tooLong(limit: Int)
    case failed(code: Int32)
  }

  mutating func next() -> Next {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if start == buffer.count {
        switch refill() {
        case .bytes: break
        case .end where line.isEmpty && !isTooLong: return .end
        case .end: return isTooLong ? .tooLong(limit: longestLine) : .line(text(of: line))
        case .interrupted: return .interrupted
        case .failed(let code): return .failed(code: code)
        }
      }
      let rest = buffer[start...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      if !isTooLong { line += rest[..<(end ?? rest.endIndex)] }
      start = end.map { $0 + 1 } ?? rest.endIndex
      if line.count > longestLine {
        isTooLong = true
        line = []
      }
      if end != nil { return isTooLong ? .tooLong(limit: longestLine) : .line(text(of: line)) }
    }
  }

  /// Without the CR of a CRLF, the byte order mark of the file, and anything that is not text.
  private mutating func text(of line: [UInt8]) -> String {
    var line = line[...]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    isFirst = false
    var text = String(decoding: line, as: UTF8.self)
    if line.contains(0) {
      text = String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 })
    }
    return text
  }

  private enum Refill {
    case bytes, end, interrupted
    case failed(code: Int32)
  }

  private mutating func refill() -> Refill {
    guard let descriptor else { return .end }
    while true {
      guard Signals.wait(forInput: descriptor, orAny: [SIGINT]) else { return .interrupted }
      var count = 0
      buffer = [UInt8](unsafeUninitializedCapacity: 1 << 16) { bytes, initialized in
        count = read(descriptor, bytes.baseAddress, bytes.count)
        initialized = max(count, 0)
      }
      start = 0
      if count > 0 { return .bytes }
      if count == 0 { return .end }
      if errno != EINTR && errno != EAGAIN { return .failed(code: errno) }
    }
  }
}
