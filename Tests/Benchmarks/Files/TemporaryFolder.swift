#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder that is removed in the end, with the files in it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let template = strdup("\(base)/kerastep-bench.XXXXXX")
    defer { free(template) }
    guard let template, let name = mkdtemp(template) else {
      throw BenchError("no folder can be made in \(base)")
    }
    path = String(cString: name)
  }

  deinit {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }
}
