/// NumPy's archive of named arrays: a ZIP of .npy files, stored or deflated.
package struct Npz: Sendable {
  /// The arrays' names, without .npy, in the file's order.
  package let names: [String]
  private let archive: ZipArchive

  package init(_ bytes: Bytes, name: String) throws(ContainerError) {
    archive = try ZipArchive(bytes, name: name)
    names = archive.entries.compactMap { entry in
      entry.name.hasSuffix(Self.suffix)
        ? String(entry.name.dropLast(Self.suffix.count)) : nil
    }
  }

  package func contains(_ name: String) -> Bool { archive.contains(name + Self.suffix) }

  package func array(_ name: String) throws(ContainerError) -> StoredArray {
    guard contains(name) else {
      throw ContainerError(
        .missing, file: archive.name, expected: "an array \(name)",
        found: names.isEmpty ? "none" : names.listed)
    }
    return try Npy.read(try archive.bytes(of: name + Self.suffix), name: name, file: archive.name)
  }

  /// The file that `numpy.load` reads, not compressed.
  package static func write(_ arrays: [NamedArray]) throws(ContainerError) -> [UInt8] {
    var zip = ZipWriter()
    for array in arrays {
      try zip.append(array.name + suffix, [try Npy.header(of: array), array.bytes.array])
    }
    return try zip.finish()
  }

  private static let suffix = ".npy"
}
