import Containers

/// Variables in TensorFlow's own files, `NAME.index` and `NAME.data-00000-of-00001`, as save_weights("NAME") writes them.
enum Checkpoint {
  /// The variables of a base name in a folder or ZIP, with the objects that have them; nil where there is no index.
  ///
  /// `file` stands for it in messages about layers.
  static func read(
    _ tree: FileTree, _ base: String, file: String
  ) throws -> ObjectGraphWeights? {
    guard let bundle = try bundle(tree, base) else { return nil }
    guard let graph = try bundle.graph(), !graph.nodes.isEmpty else {
      throw OpenError(
        bundle.name, "this checkpoint does not say which object has which variable",
        "It holds variables by names alone, as TensorFlow 1 saved them, and its models are not read. "
          + "Load it there, and save the model with Keras.")
    }
    return ObjectGraphWeights(bundle, graph, file: file)
  }

  /// What a checkpoint holds, where a path that is no folder leads to one: its arrays are shown, for nothing can be
  /// computed with them.
  static func listing(_ path: String) throws -> WeightsListing? {
    let name = FileTree.parts(of: path).name
    guard !["saved_model.pb", "keras_metadata.pb"].contains(name),
      let (tree, base) = try place(path), let bundle = try bundle(tree, base)
    else { return nil }
    return WeightsListing(checkpoint: bundle, path)
  }

  static func bundle(_ tree: FileTree, _ base: String) throws -> TensorBundle? {
    let folder = base.contains("/") ? FileTree.parts(of: base).folder + "/" : ""
    return try tree.reading("\(base).index") { bytes in
      try TensorBundle(index: bytes, name: tree.title("\(base).index")) { name in
        try tree.bytes(folder + name)
      }
    }
  }

  /// Where the variables of a path lie: the path is a base name, or one of its files, or the folder of a SavedModel or of
  /// checkpoints; nil where it leads to none.
  static func place(_ path: String) throws -> (tree: FileTree, base: String)? {
    if Folder.isPresent(path) { return try place(inFolder: path) }
    let (folder, name) = FileTree.parts(of: path)
    if name == "saved_model.pb" || name == "keras_metadata.pb" {
      return try place(inFolder: folder)
    }
    var base = name
    if name.hasSuffix(".index") {
      base = String(name.dropLast(6))
    } else if let range = name.firstRange(of: ".data-0"), name.contains("-of-") {
      base = String(name[..<range.lowerBound])
    } else if name == "checkpoint" {
      return try place(inFolder: folder)
    } else if Folder.holds(folder, name) {
      return nil
    }
    guard !base.isEmpty, Folder.holds(folder, base + ".index") else { return nil }
    return (FileTree(folder: folder), base)
  }

  /// A SavedModel's variables, or the checkpoint that the file `checkpoint` calls the latest.
  private static func place(inFolder path: String) throws -> (tree: FileTree, base: String)? {
    let tree = FileTree(folder: path)
    if Folder.holds("\(path)/variables", "variables.index") { return (tree, "variables/variables") }
    guard
      let latest = try tree.reading(
        "checkpoint", { nameOfLatest($0.slice(0, count: min(4096, $0.count))?.text ?? "") }) ?? nil,
      Folder.holds(path, latest + ".index")
    else { return nil }
    return (tree, latest)
  }

  /// The name in `model_checkpoint_path: "NAME"`, which must be one of the same folder.
  private static func nameOfLatest(_ text: String) -> String? {
    let key = "model_checkpoint_path:"
    guard let line = text.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix(key) })
    else { return nil }
    let name = line.dropFirst(key.count).drop { $0 == " " }
    guard name.hasPrefix("\""), name.hasSuffix("\""), name.count > 2 else { return nil }
    return FileTree.parts(of: String(name.dropFirst().dropLast())).name
  }
}
