import Containers
import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The checkout that these tests stand in.
package enum Repository {
  /// Its folder; from the first look on, paths in tests are relative to it.
  package static let path: String = {
    let folders = #filePath.split(separator: "/").dropLast(3)
    let path = "/" + folders.joined(separator: "/")
    chdir(path)
    return path
  }()

  /// A file of the tests' folder of models.
  package static func fixture(_ name: String) -> String { "\(path)/Tests/Fixtures/\(name)" }

  /// The text of a file; empty when there is none.
  package static func text(_ name: String) -> String {
    guard let file = try? FileBytes(path: "\(path)/\(name)") else { return "" }
    return String(decoding: file.bytes.array, as: UTF8.self)
  }

  package static func write(_ text: String, to name: String) throws {
    try FileBytes.write(Array(text.utf8), to: "\(path)/\(name)")
  }

  /// The names of the files in a folder, sorted; only those that end so.
  package static func files(in folder: String, ending suffix: String) -> [String] {
    names(inFolder: "\(path)/\(folder)").filter { $0.hasSuffix(suffix) }
  }

  /// The names of what is in a folder anywhere, sorted.
  package static func names(inFolder folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var result: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { result.append(name) }
    }
    return result.sorted()
  }

  /// The names of the folders in a folder, sorted.
  package static func folders(in folder: String) -> [String] {
    files(in: folder, ending: "").filter { name in
      guard !name.hasPrefix("."), let inside = opendir("\(path)/\(folder)/\(name)") else {
        return false
      }
      closedir(inside)
      return true
    }
  }

  /// Whether an environment variable asks for what tests compare with to be written anew.
  package static func asks(_ variable: String) -> Bool { Terminal.environment(variable) != nil }
}
