import Containers

/// Arrays in a list whose names are the places at which a .keras keeps them: `layers/dense/vars/0`.
struct ArrayFolder: ArrayGroup {
  private enum Child: Sendable {
    case array(StoredArray)
    case folder(ArrayFolder)
  }

  private(set) var childNames: [String] = []
  private var children: [String: Child] = [:]
  private let file: String

  private typealias Entry = (path: ArraySlice<String>, array: StoredArray)

  /// How deep layers may stand in each other.
  private static let deepest = 64

  /// Nil where one of the names is no such place, or two arrays would stand at one.
  init?(_ arrays: [StoredArray], file: String) {
    let entries = arrays.map { array in
      let names = array.name.split(separator: "/", omittingEmptySubsequences: false)
      return Entry(names.map(String.init)[...], array)
    }
    guard !entries.isEmpty, entries.allSatisfy({ ArrayFolder.isPlace($0.path) }) else { return nil }
    self.init(entries, file)
  }

  private init?(_ entries: [Entry], _ file: String) {
    self.file = file
    var inside: [String: [Entry]] = [:]
    for (path, array) in entries {
      guard let name = path.first else { return nil }
      if inside[name] == nil { childNames.append(name) }
      inside[name, default: []].append((path.dropFirst(), array))
    }
    for (name, entries) in inside {
      if entries.count == 1, let only = entries.first, only.path.isEmpty {
        children[name] = .array(only.array)
      } else if let folder = ArrayFolder(entries, file) {
        children[name] = .folder(folder)
      } else {
        return nil
      }
    }
  }

  private static func isPlace(_ path: ArraySlice<String>) -> Bool {
    guard path.count <= deepest, !path.contains(""), let last = path.last, Int(last) != nil else {
      return false
    }
    return path.dropLast().last == "vars"
  }

  func contains(_ name: String) -> Bool { children[name] != nil }

  func isArray(_ name: String) -> Bool {
    if case .array = children[name] { true } else { false }
  }

  func array(_ name: String) throws -> StoredArray {
    guard case .array(let array) = children[name] else { throw missing(name, "array") }
    return array
  }

  func inner(_ name: String) throws -> any ArrayGroup {
    guard case .folder(let folder) = children[name] else { throw missing(name, "group") }
    return folder
  }

  private func missing(_ name: String, _ what: String) -> OpenError {
    OpenError(file, "\(name) is no \(what) among its weights", "The file was changed.")
  }
}
