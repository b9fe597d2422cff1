import Containers
import Layers

/// `.keras`: a ZIP of metadata.json, config.json and model.weights.h5.
enum KerasArchive {
  static func open(_ file: FileBytes, _ options: OpenOptions) throws -> Model {
    let archive = try ZipArchive(file.bytes, name: options.path)
    guard archive.contains("config.json") else {
      throw OpenError(
        options.path, "this ZIP holds no config.json",
        archive.contains("keras_metadata.pb")
          ? "Unpack the SavedModel first." : "A .keras archive holds one.")
    }
    return try open(
      config: try archive.bytes(of: "config.json"),
      metadata: archive.contains("metadata.json") ? try archive.bytes(of: "metadata.json") : nil,
      weights: archive.contains("model.weights.h5")
        ? try archive.bytes(of: "model.weights.h5") : nil,
      format: ".keras archive", options)
  }

  /// Puts the entries together, wherever they come from.
  static func open(
    config: Bytes, metadata: Bytes?, weights: Bytes?, format: String, _ options: OpenOptions
  ) throws -> Model {
    let json = try JSON(parsing: config, file: "\(options.path):config.json")
    let meta = try metadata.map { try JSON(parsing: $0, file: "\(options.path):metadata.json") }
    let version = try Opening.version(meta?["keras_version"]?.stringValue, options)
    let layer = try Opening.layer(json, version: version, file: options.path)
    let loaded: [LayerWeights]
    if let path = options.weights {
      loaded = try Opening.weights(path, for: layer.graph)
    } else if let weights {
      let root = try HDF5File(weights, name: "\(options.path):model.weights.h5").root
      loaded = try Opening.weights(in: root, options.path, for: layer.graph)
    } else {
      loaded = layer.graph.nodes.map { LayerWeights.empty(for: $0.layer) }
    }
    let origin = Model.Origin(
      path: options.path, format: format, version: version,
      savedAt: meta?["date_saved"]?.stringValue, remarks: [])
    return Opening.model(layer, loaded, origin)
  }
}

/// An unpacked `.keras`: a directory of the same entries.
enum KerasDirectory {
  static func open(_ options: OpenOptions) throws -> Model {
    func entry(_ name: String) throws -> FileBytes? {
      do {
        return try FileBytes(path: "\(options.path)/\(name)")
      } catch {
        guard error.kind == .missing || error.kind == .unreadable else { throw error }
        return nil
      }
    }
    guard let config = try entry("config.json") else {
      throw OpenError(
        options.path, "this directory holds no config.json",
        "An unpacked .keras archive holds one; a SavedModel cannot be opened: save it as .keras.")
    }
    let metadata = try entry("metadata.json")
    func open(weights: FileBytes?) throws -> Model {
      try KerasArchive.open(
        config: config.bytes, metadata: metadata?.bytes, weights: weights?.bytes,
        format: "unpacked .keras archive", options)
    }
    guard let weights = try entry("model.weights.h5") else { return try open(weights: nil) }
    return try weights.reading { try open(weights: $0) }
  }
}
