import Containers

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A ZIP archive of stored entries, written piece by piece: a large one need not fit in memory.
struct StoredArchive {
  private let file: UnsafeMutablePointer<FILE>
  private let path: String
  private var written = 0
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  init(path: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError("\(path) cannot be written") }
    self.file = file
    self.path = path
  }

  private static let headerCount = 30

  /// Where the content of an entry will begin when others, of these sizes, are added before it.
  func contentStart(after others: [String: Int], of name: String) -> Int {
    others.reduce(written) { $0 + StoredArchive.headerCount + $1.key.utf8.count + $1.value }
      + StoredArchive.headerCount + name.utf8.count
  }

  mutating func add(_ name: String, _ parts: [[UInt8]]) throws {
    try add(name, parts.flatMap { $0 }, [])
  }

  /// Adds an entry: bytes, then the values of arrays.
  mutating func add(_ name: String, _ bytes: [UInt8], _ arrays: [HDF5Content]) throws {
    var checksum = bytes.withUnsafeBytes { CRC32.checksum($0) }
    let size = bytes.count + arrays.reduce(0) { $0 + $1.bytes.count }
    for array in arrays {
      array.bytes.withUnsafeBytes { checksum = CRC32.checksum($0, continuing: UInt(checksum)) }
    }
    var fields: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]  // version 2.0, stored, 1 January 1980
    fields.append(number: checksum)
    fields.append(number: UInt32(size))
    fields.append(number: UInt32(size))
    fields.append(number: UInt16(name.utf8.count))
    fields.append(number: 0 as UInt16)

    directory += Array("PK".utf8) + [1, 2, 20, 0] + fields + [UInt8](repeating: 0, count: 10)
    directory.append(number: UInt32(written))
    directory += Array(name.utf8)
    count += 1

    try put(Array("PK".utf8) + [3, 4] + fields + Array(name.utf8))
    try put(bytes)
    for array in arrays { try array.bytes.withUnsafeBytes { try put($0) } }
  }

  mutating func finish() throws {
    var end: [UInt8] = Array("PK".utf8) + [5, 6, 0, 0, 0, 0]
    end.append(number: count)
    end.append(number: count)
    end.append(number: UInt32(directory.count))
    end.append(number: UInt32(written))
    end += [0, 0]
    try put(directory + end)
    guard fclose(file) == 0 else { throw BenchError("\(path) cannot be written") }
  }

  private mutating func put(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try put($0) } }

  private mutating func put(_ bytes: UnsafeRawBufferPointer) throws {
    guard fwrite(bytes.baseAddress, 1, bytes.count, file) == bytes.count else {
      throw BenchError("\(path) cannot be written")
    }
    written += bytes.count
  }
}

/// Why something could not be measured.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
