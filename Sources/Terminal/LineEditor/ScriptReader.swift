#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The lines of a file, a pipe or a text.
///
/// Lines end in LF or CRLF, the last one may end in nothing. Bytes that are not UTF-8, and NUL, become U+FFFD.
package final class ScriptReader: LineReader {
  /// How many bytes a line may have.
  package static let longestLine = 1 << 26

  package let isInteractive = false
  private var lines: LineSource
  private let name: String
  private var line = 0

  /// Opens a file; `-x` and `source` come here.
  package convenience init(
    path: String, longestLine: Int = ScriptReader.longestLine
  ) throws(ReadError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, code: errno) }
    var facts = stat()
    let kind = fstat(descriptor, &facts) == 0 ? facts.st_mode & S_IFMT : 0
    guard kind != S_IFDIR, kind != S_IFREG || ScriptReader.beginsAsText(descriptor) else {
      close(descriptor)
      throw kind == S_IFDIR ? .isDirectory(path: path) : .isNoText(path: path)
    }
    self.init(
      lines: LineSource(descriptor: descriptor, closes: true, longestLine: longestLine), name: path)
  }

  /// Whether a file has no NUL in front, as models and arrays have.
  private static func beginsAsText(_ descriptor: Int32) -> Bool {
    var bytes = [UInt8](repeating: 1, count: 4096)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return !bytes.prefix(max(count, 0)).contains(0)
  }

  /// Reads a descriptor that is open already, such as standard input.
  package convenience init(descriptor: Int32, name: String) {
    self.init(lines: LineSource(descriptor: descriptor, closes: false), name: name)
  }

  package convenience init(text: String, name: String) {
    self.init(lines: LineSource(text: text), name: name)
  }

  private init(lines: consuming LineSource, name: String) {
    self.lines = lines
    self.name = name
  }

  package var place: ScriptPlace? { ScriptPlace(file: name, line: line) }

  package func readLine(prompt: String) -> ReadResult {
    line += 1
    switch lines.next() {
    case .line(let text): return .line(text)
    case .end: return .endOfInput
    case .interrupted: return .interrupted
    case .tooLong(let limit): return .failed(.lineTooLong(name: name, line: line, limit: limit))
    case .failed(let code): return .failed(.cannotRead(name: name, line: line, code: code))
    }
  }
}
