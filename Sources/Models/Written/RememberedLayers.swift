import Containers

/// What was kept beside a model's file of what its layers compute, `model.eq` beside `model.keras`.
package struct RememberedLayers {
  /// nil where the file cannot be read.
  let definitions: LayerDefinitions?
  /// What is said of it where the model is opened.
  let remark: String

  /// The file beside a model: its own name with the ending `.eq`.
  package static func path(_ model: String) -> String? {
    let trimmed = model.last == "/" ? String(model.dropLast()) : model
    let name = trimmed.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return trimmed.dropLast(name.distance(from: dot, to: name.endIndex)) + ".eq"
  }

  /// What stands beside a model; nil where nothing does.
  ///
  /// Nobody has asked for it, so a link that leads out of the model's folder is not followed.
  static func beside(_ model: String) -> RememberedLayers? {
    guard let path = path(model), OwnFolder.holds(path, beside: model) else { return nil }
    do {
      let definitions = try LayerLines.read(path: path)
      guard !definitions.isEmpty else { return nil }
      let names = definitions.all.map(\.subject).listed
      return RememberedLayers(
        definitions: definitions,
        remark:
          "what \(names) computes is read from \(path.onOneLine), which stands beside the model")
    } catch {
      return RememberedLayers(
        definitions: nil,
        remark: "\(path.onOneLine), which stands beside the model, is passed over: \(error)")
    }
  }
}
