import Containers

/// Keras' initializers, by their names: what a config says of one is looked at, and never computed.
package enum Initializers {
  /// The arguments of each, by its class.
  private static let arguments: [String: Set<String>] = [
    "Zeros": [], "Ones": [], "Constant": ["value"],
    "RandomNormal": ["mean", "stddev", "seed"], "TruncatedNormal": ["mean", "stddev", "seed"],
    "RandomUniform": ["minval", "maxval", "seed"],
    "VarianceScaling": ["scale", "mode", "distribution", "seed", "input_axes", "output_axes"],
    "GlorotNormal": scaled, "GlorotUniform": scaled, "HeNormal": scaled, "HeUniform": scaled,
    "LecunNormal": scaled, "LecunUniform": scaled,
    "Orthogonal": ["gain", "seed"], "Identity": ["gain"],
    "STFT": ["side", "window", "scaling", "periodic"],
  ]
  private static let scaled: Set<String> = ["seed", "input_axes", "output_axes"]

  /// Other names by which Keras knows some of them.
  private static let others: [String: String] = [
    "zero": "Zeros", "one": "Ones", "normal": "RandomNormal", "uniform": "RandomUniform",
    "OrthogonalInitializer": "Orthogonal", "IdentityInitializer": "Identity",
    "STFTInitializer": "STFT", "stft": "STFT",
  ]

  /// What Keras does not take in what was saved of one; nil where it takes all of it.
  package static func problem(_ json: JSON, _ generation: Generation) -> String? {
    if json.isNull { return nil }
    if let name = json.stringValue { return known(name) == nil ? unknown(name) : nil }
    guard let name = json["class_name"]?.stringValue else { return "no initializer is saved so" }
    guard let arguments = known(name) else { return unknown(name) }
    guard let config = json["config"], !config.isNull else { return nil }
    guard let config = config.objectValue else { return "no config of an initializer is saved so" }
    // Keras 2 has kept the format of the weights there.
    let also: Set<String> = generation == .keras3 ? [] : ["dtype"]
    return config.first { !arguments.contains($0.key) && !also.contains($0.key) }
      .map { "\($0.key) is no argument of the initializer \(name)" }
  }

  private static func unknown(_ name: String) -> String {
    "Keras has no initializer \(name.isEmpty ? "without a name" : name)"
  }

  /// The arguments of the initializer of a name: `GlorotUniform`, `glorot_uniform`, `GlorotUniformV2`; nil of none.
  private static func known(_ name: String) -> Set<String>? {
    let name = name.hasSuffix("V2") ? String(name.dropLast(2)) : name
    if let own = arguments[others[name] ?? name] { return own }
    let spelt = name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return name.first?.isLowercase == true ? arguments[spelt.joined()] : nil
  }
}
