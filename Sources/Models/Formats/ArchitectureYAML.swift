import Containers

/// The YAML of `to_yaml()`, which Keras wrote up to TensorFlow 2.5, with weights from a second file.
enum ArchitectureYAML: ModelFormat {
  static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model? {
    guard case .file(let file, let content) = source, content == .unknown || content == .json,
      isOne(file.bytes)
    else { return nil }
    let json = try JSON(parsingYAML: file.bytes, file: options.path)
    guard json["class_name"] != nil else {
      throw OpenError(
        options.path, "this YAML is not the architecture of a model",
        "Expected what to_yaml() wrote.")
    }
    return try Architecture.model(json, format: "architecture (YAML)", options)
  }

  /// Whether the first lines are those of a model: `class_name:` or `config:` at their start, or `{class_name: …}`.
  static func isOne(_ bytes: Bytes) -> Bool {
    let start = bytes.slice(0, count: min(bytes.count, 1 << 16))?.array ?? []
    let text = String(decoding: start, as: UTF8.self)
    let words = ["class_name:", "config:", "backend:", "keras_version:"]
    let first = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if first.hasPrefix("{") {
      let inner = first.dropFirst().drop { $0.isWhitespace }
      return words.contains(where: inner.hasPrefix)
    }
    let lines = text.split(whereSeparator: \.isNewline).lazy.filter { line in
      !line.hasPrefix("#") && !line.hasPrefix("%") && !line.hasPrefix("---")
    }
    guard let line = lines.first, words.contains(where: line.hasPrefix) else { return false }
    return lines.contains { $0.hasPrefix("class_name:") || $0.hasPrefix("config:") }
  }
}
