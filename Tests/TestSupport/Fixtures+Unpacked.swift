import Containers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Fixtures {
  /// The files in a ZIP of the fixtures, by name.
  package static func unpacked(_ name: String) throws -> [String: [UInt8]] {
    let archive = try ZipArchive(try bytes(name), name: name)
    return try Dictionary(
      uniqueKeysWithValues: archive.entries.map { ($0.name, try archive.bytes(of: $0.name).array) })
  }

  /// Runs `body` with a folder of files whose names may lead into folders in it; all are removed afterwards.
  package static func temporaryTree<Result>(
    _ contents: [String: [UInt8]], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = "/tmp/kerastep-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let inner = Set(contents.keys.flatMap(folders)).sorted()
    mkdir(folder, 0o700)
    for name in inner { mkdir("\(folder)/\(name)", 0o700) }
    defer {
      for name in contents.keys { unlink("\(folder)/\(name)") }
      for name in inner.reversed() { rmdir("\(folder)/\(name)") }
      rmdir(folder)
    }
    for (name, bytes) in contents { try FileBytes.write(bytes, to: "\(folder)/\(name)") }
    return try body(folder)
  }

  /// The folders on the way to a file: `a` and `a/b` for `a/b/c`.
  private static func folders(_ name: String) -> [String] {
    let parts = name.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }

  /// The files as a ZIP, not packed.
  package static func zip(_ contents: [String: [UInt8]]) throws -> [UInt8] {
    var zip = ZipWriter()
    for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) { try zip.append(name, [bytes]) }
    return try zip.finish()
  }
}
