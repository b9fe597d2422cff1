import Containers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of `Tests/Fixtures`, found from this file's place.
package enum Fixtures {
  package static let folder = "\(Repository.path)/Tests/Fixtures"

  package static func path(_ name: String) -> String { "\(folder)/\(name)" }

  package static func bytes(_ name: String) throws(ContainerError) -> Bytes {
    try FileBytes(path: path(name)).bytes
  }

  /// The names in a folder, sorted; a folder below the fixtures or the fixtures themselves.
  package static func names(in name: String = "") -> [String] {
    Repository.names(inFolder: path(name)).filter { !$0.hasPrefix(".") }
  }

  /// The files in the folders one level down, `folder/file`, with one of the suffixes.
  package static func files(_ suffixes: String...) -> [String] {
    names().flatMap { folder in names(in: folder).map { "\(folder)/\($0)" } }
      .filter { name in suffixes.contains { name.hasSuffix($0) } }
  }

  /// Runs `body` with the folder of files of these contents, which are removed afterwards.
  package static func temporary<Result>(
    _ contents: [String: [UInt8]], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = "/tmp/kerastep-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    mkdir(folder, 0o700)
    defer {
      for name in contents.keys { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    for (name, bytes) in contents { try FileBytes.write(bytes, to: "\(folder)/\(name)") }
    return try body(folder)
  }

  /// Runs `body` with the path of one file of this content.
  package static func temporary<Result>(
    _ content: [UInt8], _ body: (String) throws -> Result
  ) throws -> Result {
    try temporary(["file": content]) { try body("\($0)/file") }
  }
}
