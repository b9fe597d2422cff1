#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A directory that is there for one test.
final class TemporaryDirectory {
  let path: String

  init() {
    var template = Array("/tmp/kerastep-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nonexistent"
    }
  }

  deinit {
    guard path.hasPrefix("/tmp/kerastep-") else { return }
    _ = try? PseudoTerminal("rm", ["-rf", path]).waitForExit()
  }

  func write(_ bytes: [UInt8], to name: String) {
    guard let file = fopen("\(path)/\(name)", "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
