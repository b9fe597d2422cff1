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
    let parts = #filePath.split(separator: "/").dropLast(2)
    return "/" + parts.joined(separator: "/") + "/Fixtures"
  }()

  static func path(_ name: String) -> String { "\(folder)/\(name)" }

  static func bytes(_ name: String) throws(ContainerError) -> Bytes {
    try FileBytes(path: path(name)).bytes
  }

  /// The names in a folder, sorted; a folder below the fixtures or the fixtures themselves.
  static func names(in name: String = "") -> [String] {
    guard let directory = opendir(path(name)) else { return [] }
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

  /// The files in the folders one level down, `folder/file`, with one of the suffixes.
  static func files(_ suffixes: String...) -> [String] {
    names().flatMap { folder in names(in: folder).map { "\(folder)/\($0)" } }
      .filter { name in suffixes.contains { name.hasSuffix($0) } }
  }

  /// A temporary file that is removed when `body` is done.
  static func temporary<Result>(
    _ content: [UInt8], _ body: (String) throws -> Result
  ) throws -> Result {
    let path = "/tmp/containers-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    defer { unlink(path) }
    try FileBytes.write(content, to: path)
    return try body(path)
  }
}

/// The message of the refusal that `body` throws, "nothing was thrown" otherwise.
///
/// The folder of the fixtures is left out of it.
func refusal<Result>(_ body: () throws(ContainerError) -> Result) -> String {
  do throws(ContainerError) {
    _ = try body()
    return "nothing was thrown"
  } catch {
    let text = error.description
    return text.hasPrefix(Fixtures.folder)
      ? String(text.dropFirst(Fixtures.folder.count + 1)) : text
  }
}

/// A number from the environment.
func environmentNumber(_ name: String) -> Int? {
  getenv(name).flatMap { Int(String(cString: $0)) }
}
