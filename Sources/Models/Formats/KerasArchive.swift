import Containers

/// `.keras`: a ZIP of metadata.json, config.json and model.weights.h5.
enum KerasArchive: ModelFormat {
  static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model? {
    guard case .file(let file, .zip) = source else { return nil }
    let archive = try ZipArchive(file.bytes, name: options.path)
    guard let config = archive.modelEntry("config.json") else { return nil }
    func entry(_ name: String) throws -> Bytes? {
      try archive.modelEntry(name).map { try archive.bytes(of: $0) }
    }
    func description(_ name: String) throws -> Bytes {
      try archive.bytes(of: name, limit: JSONLimit.description.bytes)
    }
    return try open(
      config: try description(config),
      metadata: try archive.modelEntry("metadata.json").map(description),
      weights: try entry("model.weights.h5"),
      pickled: archive.modelEntry("model.weights.npz") != nil, format: ".keras archive",
      assets: Assets(file: options.path) { name in
        try archive.modelEntry(name).map { try archive.bytes(of: $0, limit: Assets.mostBytes) }
      }, options)
  }

  /// Why a ZIP is no model.
  static func problem(_ file: FileBytes, _ path: String) -> any Error {
    let archive: ZipArchive
    do {
      archive = try ZipArchive(file.bytes, name: path)
    } catch { return error }
    if let foreign = ForeignFile.of(archive) { return foreign.error(path) }
    let names = archive.entries.map(\.name)
    if !names.isEmpty, names.allSatisfy({ $0.hasSuffix(".npy") }) {
      return WeightsListing(archive: file, path).error
    }
    let models = names.filter { name in
      [".keras", ".h5", ".hdf5"].contains(where: name.hasSuffix) && !name.hasPrefix("__MACOSX")
    }
    return OpenError(
      path, "this ZIP holds no config.json, as a .keras archive does",
      models.isEmpty
        ? "It holds: \(names.isEmpty ? "nothing" : names.listed)"
        : "It holds models: unpack it and open \(models.listed)")
  }

  /// Puts the entries together, wherever they come from.
  static func open(
    config: Bytes, metadata: Bytes?, weights: Bytes?, pickled: Bool, format: String,
    assets: Assets, _ options: OpenOptions
  ) throws -> Model {
    let json = try JSON(parsing: config, file: "\(options.path):config.json")
    let meta = try metadata.map { try JSON(parsing: $0, file: "\(options.path):metadata.json") }
    let said = meta?["keras_version"]?.stringValue
    let version = try Opening.version(said, options)
    let layer = try Opening.layer(
      json, version: version, file: options.path, layers: options.layers)
    let loaded: LoadedWeights
    var root: HDF5Group?
    if let path = options.weights {
      loaded = try WeightsFile.load(path, for: layer.graph, version: version)
    } else if let weights {
      let own = try HDF5File(weights, name: "\(options.path):model.weights.h5").root
      loaded = try WeightsFile.load(own, options.path, for: layer.graph, assets: assets)
      root = own
    } else {
      loaded = LoadedWeights.none(for: layer.graph, remarks: [pickled ? pickle : none])
    }
    let origin = Model.Origin(
      path: options.path, format: format, version: version,
      savedAt: meta?["date_saved"]?.stringValue, remarks: Opening.overruled(said, options))
    let training = Result {
      try SavedTraining(compileConfig: json["compile_config"], weights: root, version: version)
    }
    return Opening.model(layer, loaded, origin, training)
  }
}

extension KerasArchive {
  private static let pickle =
    "its weights are in model.weights.npz, as Python objects, which are never read: save the model "
    + "again with model.save(\"model.keras\")"
  private static let none = "there are no weights in it: add --weights FILE to compute anything"
}

extension ZipArchive {
  /// The entry of a name, at the top or in the one folder that a model was zipped with.
  func modelEntry(_ name: String) -> String? {
    if contains(name) { return name }
    let configs = entries.map(\.name).filter { $0.hasSuffix("/config.json") }
    guard !contains("config.json"), configs.count == 1, let folder = configs.first?.dropLast(11)
    else { return nil }
    let entry = folder + name
    return contains(String(entry)) ? String(entry) : nil
  }
}
