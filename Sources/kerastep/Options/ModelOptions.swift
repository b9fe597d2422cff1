import ArgumentParser
import Console
import Models
import Terminal

/// How a model is opened, and how long all that may take.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A file of weights, for an architecture without.", valueName: "file"),
    completion: .file(extensions: ["h5", "hdf5", "keras", "npz", "npy", "json"]))
  var weights: String?

  @Option(
    help: ArgumentHelp("The version of Keras, for a file that does not say.", valueName: "v"),
    transform: GivenVersion.init)
  var kerasVersion: GivenVersion?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What a layer computes that kerastep does not: \"lambda_1 = x / 127.5 - 1\", or a file of equations. May be given several times.",
      valueName: "equation|file"),
    completion: .file(extensions: ["eq"]))
  var layer: [String] = []

  @Option(
    help: ArgumentHelp(
      "End what takes longer, with code 124 and nothing half written.", valueName: "seconds"))
  var timeout: Double?

  func validate() throws {
    if let timeout, !(0.001...1e8).contains(timeout) {
      throw ValidationError("--timeout takes seconds, as in --timeout 10")
    }
  }

  /// Opens a model; from here on the clock of --timeout goes.
  func open(_ name: String) throws -> Model {
    if let timeout { Interrupt.limitTime(to: timeout) }
    return try Opener.open(
      name, weights: weights, version: kerasVersion?.version,
      layers: try GivenLayers.read(layer))
  }

  /// The command of the prompt that opens it.
  func command(_ name: String) -> String {
    "open \(name)" + (weights.map { " --weights \($0)" } ?? "")
      + (kerasVersion.map { " --keras-version \($0.text)" } ?? "")
      + layer.map { " --layer \(GivenLayers.quoted($0))" }.joined()
  }
}
