import Containers

/// An unpacked `.keras`: a directory of the same entries.
enum KerasDirectory: ModelFormat {
  static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model? {
    guard case .folder = source else { return nil }
    func entry(_ name: String) throws -> FileBytes? {
      do {
        return try FileBytes(path: "\(options.path)/\(name)")
      } catch {
        guard error.kind == .missing || error.kind == .unreadable else { throw error }
        return nil
      }
    }
    guard let config = try entry("config.json") else { return nil }
    let metadata = try entry("metadata.json")
    func open(weights: FileBytes?) throws -> Model {
      try KerasArchive.open(
        config: config.bytes, metadata: metadata?.bytes, weights: weights?.bytes,
        pickled: Folder.holds(options.path, "model.weights.npz"), format: "unpacked .keras archive",
        assets: Assets(file: options.path) { name in
          guard OwnFolder.holds("\(options.path)/\(name)", below: options.path) else {
            return nil
          }
          return try entry(name)?.bytes
        }, options)
    }
    guard let weights = try entry("model.weights.h5") else { return try open(weights: nil) }
    return try weights.reading { try open(weights: $0) }
  }
}
