import Containers

/// A group of arrays in one file, as weights are kept in it.
protocol ArrayGroup: Sendable {
  /// The names in it.
  var childNames: [String] { get }
  func contains(_ name: String) -> Bool
  /// Whether a name in it is an array's.
  func isArray(_ name: String) throws -> Bool
  func array(_ name: String) throws -> StoredArray
  /// The group of a name in it.
  func inner(_ name: String) throws -> any ArrayGroup
}

extension HDF5Group: ArrayGroup {
  func isArray(_ name: String) throws -> Bool {
    if case .dataset = try child(name) { true } else { false }
  }

  func array(_ name: String) throws -> StoredArray { try dataset(name).array }

  func inner(_ name: String) throws -> any ArrayGroup { try group(name) }
}
