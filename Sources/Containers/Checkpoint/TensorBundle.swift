/// TensorFlow's files of named arrays: an index, which is a table, and the numbers in one file or several (shards).
///
/// Checkpoints and the folder `variables` of a SavedModel are such. Which variable of which object an array is stands in
/// the index too, as a graph of objects.
package struct TensorBundle: Sendable {
  /// The index, for messages.
  package let name: String
  /// The arrays' names in the order of the index.
  package let names: [String]
  private let entries: [String: BundleEntry]
  private let shards: [Int: Bytes]
  private let isBigEndian: Bool

  /// Under this name an index keeps the graph of the objects that have the arrays.
  private static let graphKey = "_CHECKPOINTABLE_OBJECT_GRAPH"

  /// Reads an index; `shard` gives the file of a name beside it, nil where there is none.
  package init(
    index: Bytes, name: String, shard: (String) throws -> Bytes?
  ) throws {
    let table = try SSTable(index, name: name)
    guard let first = table.entries.first, first.key.isEmpty else {
      throw ContainerError(
        .damaged, file: name, place: "table", expected: "what the files are, under an empty key",
        found: table.entries.first?.key ?? "no entry")
    }
    let header = try BundleHeader(first.value, file: name)
    isBigEndian = header.isBigEndian
    var entries: [String: BundleEntry] = [:]
    for (key, value) in table.entries.dropFirst() {
      entries[key] = try BundleEntry(value, file: name, key: key)
    }
    let base = TensorBundle.base(of: name)
    var shards: [Int: Bytes] = [:]
    for number in Set(entries.values.map(\.shard)).sorted() {
      guard number >= 0, number < header.shards else {
        throw ContainerError(
          .damaged, file: name, place: "table",
          expected: "one of \(header.shards) files of numbers",
          found: "number \(number)")
      }
      let file = "\(base).data-\(padded(number))-of-\(padded(header.shards))"
      guard let bytes = try shard(file) else {
        throw ContainerError(
          .missing, file: name, expected: "the numbers in \(file) beside it", found: "no such file",
          advice: "a checkpoint is several files, which belong into one folder")
      }
      shards[number] = bytes
    }
    self.name = name
    self.entries = entries
    self.shards = shards
    names = table.entries.dropFirst().map(\.key).filter { $0 != TensorBundle.graphKey }
  }

  /// Whether bytes look like an index.
  package static func isIndex(_ bytes: Bytes) -> Bool { SSTable.isPresent(in: bytes) }

  package func contains(_ name: String) -> Bool { entries[name] != nil }

  /// The array of a name; its checksum is compared at once where it is small, else when its numbers are read.
  /// `title` is what it is called from then on, where that is not its name.
  package func array(
    _ key: String, named title: String? = nil
  ) throws(ContainerError) -> StoredArray {
    let entry = try entry(key)
    let element = try entry.element(file: name, key: key)
    let storage = CheckedStorage(try bytes(of: entry, key), checksum: entry.checksum)
    let array = try StoredArray(
      file: name, name: title ?? key, shape: entry.shape, element: element,
      isBigEndian: isBigEndian,
      storage: storage)
    guard array.byteCount == entry.size else {
      throw array.damaged(
        "\(array.byteCount) bytes for shape \(array.shape) of \(element)", "\(entry.size)")
    }
    if array.byteCount <= Limits.eagerlyVerifiedEntry { _ = try storage.bytes(of: array) }
    return array
  }

  /// Shape and format of an array, whether or not its numbers can be read: `(2, 3)`, `float32`.
  package func description(_ key: String) -> (shape: [Int], format: String)? {
    entries[key].map { ($0.shape, $0.format) }
  }

  /// The graph of the objects; nil where the arrays have names alone.
  package func graph() throws(ContainerError) -> TrackableGraph? {
    guard let entry = entries[TensorBundle.graphKey] else { return nil }
    let text = try BundleText(try bytes(of: entry, TensorBundle.graphKey), entry, file: name).bytes
    return try TrackableGraph(text, file: name)
  }

  private func entry(_ key: String) throws(ContainerError) -> BundleEntry {
    guard let entry = entries[key] else {
      throw ContainerError(
        .missing, file: name, expected: "an array \(key)",
        found: names.isEmpty ? "none" : names.listed)
    }
    return entry
  }

  private func bytes(of entry: BundleEntry, _ key: String) throws(ContainerError) -> Bytes {
    guard let shard = shards[entry.shard] else { return Bytes([]) }
    guard let bytes = shard.slice(entry.offset, count: entry.size) else {
      throw ContainerError(
        .damaged, file: name, place: key,
        expected: "\(entry.size) bytes at byte \(entry.offset) of file \(entry.shard) of numbers",
        found: "that it has \(shard.count)",
        advice: "the file was cut short, or belongs to another index")
    }
    return bytes
  }

  /// `variables` of `folder/variables.index`.
  private static func base(of index: String) -> String {
    let last =
      index.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? index
    return last.hasSuffix(".index") ? String(last.dropLast(6)) : last
  }
}

/// A number with zeros in front, five digits at least: `00001`.
private func padded(_ number: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
}
