import Containers
import Equations

/// The forms in which Keras has saved such parts.
extension Saved {
  /// Reads a name, `{"class_name": …, "config": {…}}`, or a function.
  package init(_ json: JSON, place: String, generation: Generation) throws(Obstacle) {
    if let name = json.stringValue {
      self.init(place: place, kind: Saved.bare(name), generation: generation)
      return
    }
    guard let kind = json["class_name"]?.stringValue else {
      throw Saved.unreadable(json, place)
    }
    if let name = Saved.functionName(json) {
      try Saved.refuseForeign(json, name, place)
      self.init(place: place, kind: Saved.bare(name), generation: generation)
      return
    }
    if let config = json["config"], !config.isNull, config.objectValue == nil {
      throw Saved.unreadable(json, place)
    }
    let config = json["config"]?.objectValue ?? [:]
    try Saved.refuseForeign(json, kind, place)
    if kind == "LossFunctionWrapper" || kind == "MeanMetricWrapper", let function = config["fn"] {
      let inner = try Saved(function, place: place, generation: generation)
      let rest = config.filter { $0.key != "fn" }.map { (key: $0.key, value: $0.value) }
      self.init(
        place: place, kind: inner.kind, generation: generation, config: JSONObject(rest))
      return
    }
    self.init(place: place, kind: Saved.bare(kind), generation: generation, config: config)
  }

  /// The name of a function, as Keras 2 and 3 save one; nil for an object of a class.
  private static func functionName(_ json: JSON) -> String? {
    guard let kind = json["class_name"]?.stringValue, kind == "function" || kind == "__lambda__"
    else { return nil }
    return json["config"]?.stringValue ?? json["config"]?["name"]?.stringValue ?? kind
  }

  /// Without the package that a class is registered in; Keras 2.15 saves its own as `Custom>Adam`.
  private static func bare(_ name: String) -> String {
    name.split(separator: ">").last.map(String.init) ?? name
  }

  /// Throws for a class or a function whose module is not Keras'.
  private static func refuseForeign(
    _ json: JSON, _ kind: String, _ place: String
  ) throws(Obstacle) {
    // Keras writes null where a class is in no module of its own.
    let module = json["module"].map { $0.stringValue ?? "" } ?? "keras"
    let isKeras = ["keras", "tf_keras", "tensorflow", "builtins"].contains { home in
      module == home || module.hasPrefix(home + ".")
    }
    guard isKeras, kind != "__lambda__" else {
      throw Obstacle(
        path: place, kind: bare(kind), reason: "its code is the author's, and is not in the file",
        advice: place.hasPrefix("the loss")
          ? adviceForLoss : "Say what stands for it with set loss or set optimizer.")
    }
  }

  /// What to do about a loss that cannot be computed from the file.
  static let adviceForLoss =
    "Say what stands for it, by a name or as an expression: set loss mean(square(y - output)), in a shell --loss 'mean(square(y - output))'."

  private static func unreadable(_ json: JSON, _ place: String) -> Obstacle {
    Obstacle(
      path: place, kind: "compile", reason: "\(shown(json)) is no name and no config",
      advice: "The file says so, or another Keras wrote it.")
  }
}
