import Containers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of `Tests/Fixtures`, found from this file's place.
enum Fixtures {
  static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/Fixtures"
  }()

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    guard let directory = opendir(path(folder)) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let text = withUnsafeBytes(of: entry.pointee.d_name) { memory in
        String(decoding: memory.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !text.hasPrefix(".") { names.append(text) }
    }
    return names.sorted()
  }

  /// Runs `body` with the paths of files of these contents, which are removed afterwards.
  static func temporary<Result>(
    _ contents: [String: [UInt8]], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = "/tmp/models-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    mkdir(folder, 0o700)
    defer {
      for name in contents.keys { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    for (name, bytes) in contents { try FileBytes.write(bytes, to: "\(folder)/\(name)") }
    return try body(folder)
  }
}
