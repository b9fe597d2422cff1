import Containers
import Damage
import Foundation
import Layers

/// Files that real Keras saved, read so that they can be changed and written again.
struct FileCorpus {
  /// One file, and what it is opened with.
  struct Original {
    enum Kind {
      /// A model in one HDF5 file.
      case whole
      /// The parts of a `.keras` archive.
      case archive(config: JSON, metadata: JSON)
      /// Weights beside an architecture.
      case weights(JSON, KerasVersion)
    }

    let title: String
    let kind: Kind
    let tree: HDF5Node
  }

  /// Larger files would take the time of many.
  private static let sizeLimit = 2 << 20

  let originals: [Original]
  /// All attributes, which go into other places as well.
  private(set) var attributes: [(name: String, values: HDF5Values)] = []

  /// Every HDF5 file and archive below a folder that can be read.
  init(folder: String) {
    originals = Victim.all(below: folder).compactMap { try? FileCorpus.original($0) }
    for original in originals { gather(original.tree) }
  }

  private mutating func gather(_ node: HDF5Node) {
    attributes += node.attributes
    for (_, child) in node.children ?? [] { gather(child) }
  }

  private static func original(_ victim: Victim) throws -> Original? {
    let bytes = try FileBytes(path: victim.path).bytes
    guard bytes.count <= sizeLimit, ![".json", ".zip"].contains(where: victim.path.hasSuffix)
    else { return nil }
    if let architecture = victim.architecture {
      let json = try JSON(parsing: try FileBytes(path: architecture).bytes, file: architecture)
      let isThird = (architecture as NSString).lastPathComponent.hasPrefix("k3")
      return Original(
        title: victim.path,
        kind: .weights(json, isThird ? KerasVersion(3, 15) : KerasVersion(2, 15)),
        tree: try tree(bytes, victim.path))
    }
    guard let archive = try? ZipArchive(bytes, name: victim.path) else {
      return Original(title: victim.path, kind: .whole, tree: try tree(bytes, victim.path))
    }
    func json(_ name: String) throws -> JSON {
      try JSON(parsing: try archive.bytes(of: name), file: name)
    }
    return Original(
      title: victim.path,
      kind: .archive(config: try json("config.json"), metadata: try json("metadata.json")),
      tree: try tree(try archive.bytes(of: "model.weights.h5"), victim.path))
  }

  private static func tree(_ bytes: Bytes, _ path: String) throws -> HDF5Node {
    try HDF5Node(reading: try HDF5File(bytes, name: path).root)
  }
}
