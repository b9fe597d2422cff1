#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A directory that is there for one test.
package final class TemporaryDirectory {
  package let path: String

  package init() {
    var template = Array("/tmp/kerastep-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nonexistent"
    }
  }

  deinit {
    guard path.hasPrefix("/tmp/kerastep-") else { return }
    _ = try? PseudoTerminal("rm", ["-rf", path]).waitForExit()
  }

  /// Writes a file, and the folders to it.
  package func write(_ bytes: [UInt8], to name: String) {
    for index in name.indices where name[index] == "/" { mkdir("\(path)/\(name[..<index])", 0o700) }
    guard let file = fopen("\(path)/\(name)", "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// The text of a file; empty when there is none.
  package func text(_ name: String) -> String {
    guard let file = fopen("\(path)/\(name)", "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
