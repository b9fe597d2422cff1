/// Builds a ZIP archive of stored entries.
package struct ZipWriter {
  private var archive: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  package init() {}

  /// Adds an entry whose content is `parts`, one after another.
  package mutating func append(_ name: String, _ parts: [[UInt8]]) throws(ContainerError) {
    let text = Array(name.utf8)
    let size = parts.reduce(0) { $0 + $1.count }
    guard size < Zip64.elsewhere, archive.count < Zip64.elsewhere, text.count <= 0xFFFF,
      count < 0xFFFF
    else {
      throw ContainerError(
        .unsupported, file: name, expected: "an archive below 4 GB", found: "more",
        advice: "write fewer arrays")
    }
    let checksum = parts.reduce(0 as UInt32) { sum, part in
      part.withUnsafeBytes { CRC32.checksum($0, continuing: UInt(sum)) }
    }
    var fields: [UInt8] = []
    fields.append(20 as UInt16)  // the version of ZIP that reads it
    fields.append(0x800 as UInt16)  // names are UTF-8
    fields.append(0 as UInt16)  // stored
    fields.append(0 as UInt16)  // midnight
    fields.append(0x21 as UInt16)  // of 1 January 1980
    fields.append(checksum)
    fields.append(UInt32(size))
    fields.append(UInt32(size))
    fields.append(UInt16(text.count))
    fields.append(0 as UInt16)  // no extra fields

    directory.append(0x0201_4B50 as UInt32)
    directory.append(20 as UInt16)
    directory += fields
    directory += Array(repeating: 0, count: 10)
    directory.append(UInt32(archive.count))
    directory += text

    archive.append(0x0403_4B50 as UInt32)
    archive += fields + text
    for part in parts { archive += part }
    count += 1
  }

  /// The archive with its directory.
  package func finish() throws(ContainerError) -> [UInt8] {
    guard archive.count < Zip64.elsewhere, directory.count < Zip64.elsewhere else {
      throw ContainerError(
        .unsupported, file: "the archive", expected: "less than 4 GB",
        found: "\(archive.count) bytes", advice: "write fewer arrays")
    }
    var end: [UInt8] = []
    end.append(0x0605_4B50 as UInt32)
    end.append(0 as UInt32)
    end.append(count)
    end.append(count)
    end.append(UInt32(directory.count))
    end.append(UInt32(archive.count))
    end.append(0 as UInt16)
    return archive + directory + end
  }
}

extension [UInt8] {
  /// Appends the little-endian bytes of `number`.
  fileprivate mutating func append(_ number: some FixedWidthInteger & BitwiseCopyable) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
