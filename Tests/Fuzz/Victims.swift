import Foundation

/// A file to damage, and what it is opened with.
struct Victim {
  /// The file that is damaged.
  let path: String
  /// The architecture that a file of weights belongs to.
  var architecture: String?
  /// The weights that an architecture belongs to.
  var weights: String?

  /// Every model, architecture and weights file below a folder.
  static func all(below folder: String) -> [Victim] {
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
    let names = walk.compactMap { $0 as? String }.sorted()
    return names.compactMap { victim($0, in: folder, names) }
  }

  private static func victim(_ name: String, in folder: String, _ names: [String]) -> Victim? {
    let path = "\(folder)/\(name)"
    let parent = (name as NSString).deletingLastPathComponent
    let base = (name as NSString).lastPathComponent
    let version = String(base.prefix(2))
    func beside(_ other: String) -> String? {
      let sibling = parent.isEmpty ? other : "\(parent)/\(other)"
      return names.contains(sibling) ? "\(folder)/\(sibling)" : nil
    }
    if base.contains("weights") && base.hasSuffix(".h5") {
      return beside("\(version).json").map { Victim(path: path, architecture: $0) }
    }
    if base.hasSuffix(".json"), version.hasPrefix("k") {
      let weights = ["\(version).weights.h5", "\(version)_weights.h5"].compactMap(beside).first
      return Victim(path: path, weights: weights)
    }
    let isModel = [".keras", ".h5", ".hdf5", ".saved.zip", ".tfjs.zip"].contains {
      base.hasSuffix($0)
    }
    return isModel ? Victim(path: path) : nil
  }
}
