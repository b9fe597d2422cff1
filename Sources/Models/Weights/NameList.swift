import Containers

/// A list of names in an attribute of a group.
enum NameList {
  /// The most parts that a list may be split into.
  private static let partLimit = 10_000

  /// A list of names; long ones are split into `layer_names0`, `layer_names1`, ….
  static func read(_ name: String, of group: HDF5Group) throws -> [String] {
    if let whole = try group.attributes.named(name) { return try whole.strings() }
    var result: [String] = []
    for index in 0..<partLimit {
      guard let part = try group.attributes.named("\(name)\(index)") else { break }
      result += try part.strings()
    }
    return result
  }
}
