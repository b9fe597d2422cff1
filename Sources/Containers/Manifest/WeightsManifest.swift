/// Arrays as TensorFlow.js keeps them: lists in JSON of names, shapes and formats, and files of nothing but numbers.
///
/// A list's files, one behind the other, hold its arrays, one behind the other: one may begin in a file and end in the next.
package struct WeightsManifest: Sendable {
  /// The arrays in the order of the lists.
  package private(set) var arrays: [StoredArray] = []
  /// What the files have in place of float32, where that is less: `uint8`.
  package private(set) var smaller: Set<String> = []

  /// Reads `weightsManifest` of a file; `shard` gives the file of a name beside it, nil where there is none.
  package init(_ json: JSON, file: String, shard: (String) throws -> Bytes?) throws {
    guard let groups = json.arrayValue else {
      throw WeightsManifest.damaged(file, "weightsManifest", "a list", "something else")
    }
    for (number, group) in groups.enumerated() {
      try append(group, "weightsManifest, list \(number)", file, shard)
    }
  }

  private mutating func append(
    _ group: JSON, _ place: String, _ file: String, _ shard: (String) throws -> Bytes?
  ) throws {
    guard let paths = group["paths"]?.arrayValue, let weights = group["weights"]?.arrayValue else {
      throw WeightsManifest.damaged(file, place, "paths and weights", "others")
    }
    var shards: [Bytes] = []
    for path in paths {
      shards.append(try WeightsManifest.file(path, place, file, shard))
    }
    let entries = try weights.map { try ManifestEntry($0, file: file, place: place) }
    var rest = BytesInPieces(shards)
    let expected = entries.reduce(0 as Int?) { sum, entry in
      sum.flatMap { Checked.sum($0, entry.byteCount) }
    }
    guard expected == rest.count else {
      throw WeightsManifest.damaged(
        file, place, "\(expected.map(String.init) ?? "too many") bytes in its files",
        "\(rest.count)")
    }
    for entry in entries {
      arrays.append(try entry.array(rest.first(entry.byteCount)))
      if entry.isSmaller { smaller.insert("\(entry.stored)") }
    }
  }

  /// A file that the list names, which must lie in the folder of the list or below it.
  private static func file(
    _ path: JSON, _ place: String, _ file: String, _ shard: (String) throws -> Bytes?
  ) throws -> Bytes {
    guard let name = path.stringValue else {
      throw damaged(file, place, "names of files", "something else")
    }
    if let objection = ZipEntry.objection(to: name) ?? address(name) {
      throw ContainerError(
        .refused, file: file, place: place, expected: "files in the folder of the model",
        found: objection)
    }
    guard let bytes = try shard(name) else {
      throw ContainerError(
        .missing, file: file, place: place, expected: "the file \(name) beside it",
        found: "no such file", advice: "the model is several files, which belong into one folder")
    }
    return bytes
  }

  /// Why a name is no file's: it is an address of the web.
  private static func address(_ name: String) -> String? {
    name.contains("://") ? "\(name), which is an address" : nil
  }

  static func damaged(
    _ file: String, _ place: String, _ expected: String, _ found: String
  ) -> ContainerError {
    ContainerError(.damaged, file: file, place: place, expected: expected, found: found)
  }
}
