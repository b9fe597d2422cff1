import Containers

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why no line could be read.
package enum ReadError: Reported, Equatable, Sendable {
  case cannotOpen(path: String, code: Int32)
  case isDirectory(path: String)
  case isNoText(path: String)
  case cannotRead(name: String, line: Int, code: Int32)
  case lineTooLong(name: String, line: Int, limit: Int)
}

extension ReadError {
  package var exitCode: Int32 { ExitStatus.unusableFile }

  package var message: String {
    switch self {
    case .cannotOpen(let path, ENOENT):
      "\(path): there is no such file"
    case .cannotOpen(let path, let code):
      "\(path): cannot be opened: \(Self.reason(code))"
    case .isDirectory(let path):
      "\(path): is a directory, not a script"
    case .isNoText(let path):
      "\(path): is no text, and so no script"
    case .cannotRead(let name, let line, let code):
      "\(name):\(line): cannot be read: \(Self.reason(code))"
    case .lineTooLong(let name, let line, let limit):
      "\(name):\(line): the line is longer than \(limit) bytes; is this a script?"
    }
  }

  private static func reason(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}
