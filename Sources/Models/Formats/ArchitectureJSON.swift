import Containers

/// The JSON of `to_json()`, with weights from a second file.
enum ArchitectureJSON: ModelFormat {
  static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model? {
    guard case .file(let file, .json) = source, !ArchitectureYAML.isOne(file.bytes) else {
      return nil
    }
    let json = try unwrapped(try JSON(parsing: file.bytes, file: options.path), options.path)
    if let foreign = ForeignFile.of(json) { throw foreign.error(options.path) }
    if json["modelTopology"] != nil { return nil }
    guard json["class_name"] != nil else {
      throw OpenError(
        options.path, "this JSON is not the architecture of a model",
        "Expected what to_json() wrote.")
    }
    return try Architecture.model(json, format: "architecture (JSON)", options)
  }

  /// The JSON in a string of JSON, as `json.dump(model.to_json(), file)` writes it.
  private static func unwrapped(_ json: JSON, _ path: String) throws -> JSON {
    guard let text = json.stringValue else { return json }
    return try JSON(parsing: Bytes(Array(text.utf8)), file: path)
  }
}
