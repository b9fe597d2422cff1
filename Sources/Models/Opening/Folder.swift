import Containers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is in a folder that was given as a model.
enum Folder {
  static func isPresent(_ path: String) -> Bool { kind(path) == S_IFDIR }

  static func holds(_ path: String, _ name: String) -> Bool { kind("\(path)/\(name)") != nil }

  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Why a folder is no model: what it is, or what it holds.
  static func problem(_ path: String) -> OpenError {
    if holds(path, "saved_model.pbtxt") { return ForeignFile.savedModel.error(path) }
    let names = names(in: path)
    let checkpoints = names.filter { $0.hasSuffix(".index") }.map { "\(path)/\($0.dropLast(6))" }
    if !checkpoints.isEmpty {
      return OpenError(
        path, "this folder holds checkpoints of TensorFlow, which are weights but no architecture",
        "Open the architecture, which model.to_json() gives, and name one of them: kerastep model.json "
          + "--weights \(checkpoints[0])"
          + (checkpoints.count > 1 ? ", or \(checkpoints.dropFirst().map(\.self).listed)" : ""))
    }
    let models = names.filter { name in
      [".keras", ".h5", ".hdf5", ".json"].contains(where: name.hasSuffix)
    }
    let held = names.isEmpty ? "It is empty." : "It holds: \(names.listed)."
    return OpenError(
      path, "this folder is no model: it holds no config.json, as an unpacked .keras does",
      models.isEmpty
        ? held
        : "Name a file in it: "
          + models.map { "\(path)\(path.hasSuffix("/") ? "" : "/")\($0)" }.listed)
  }

  /// The first names in a folder, sorted; those of hidden files are left out.
  private static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count < 1000, let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { memory in
        String(decoding: memory.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
