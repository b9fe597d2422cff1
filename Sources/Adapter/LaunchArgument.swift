import Containers

/// An argument of `launch`: what editors are told of it.
struct LaunchArgument: Sendable {
  let name: String
  let meaning: String
  /// What it may be, in the words of JSON schemas.
  private let types: [String]
  private let usual: JSON?

  private init(_ name: String, _ types: [String], _ meaning: String, usual: JSON? = nil) {
    (self.name, self.types, self.meaning, self.usual) = (name, types, meaning, usual)
  }

  private static let numbers = ["string", "number", "array", "object"]

  static let all = [
    LaunchArgument(
      "model", ["string"], "A file that Keras saved, or a bundled model: lstm, xor, attention …"),
    LaunchArgument(
      "input", numbers,
      "What is fed, as the command feed takes it: numbers, a file (.npy, .npz, .csv, .json), ones, random(seed=1)."
    ),
    LaunchArgument(
      "target", numbers,
      "What the outputs are to be, as the command target takes it: the walk goes on through loss and gradients."
    ),
    LaunchArgument("weights", ["string"], "A file of weights, for an architecture without."),
    LaunchArgument(
      "precision", ["string"],
      "The number format to compute in: float64, float32, float16, bfloat16."),
    LaunchArgument(
      "stopOnEntry", ["boolean"],
      "Whether to stop before the first equation; otherwise at the first breakpoint, or at the end.",
      usual: .bool(true)),
    LaunchArgument("cwd", ["string"], "The folder in which files are looked up."),
    LaunchArgument(
      "noDebug", ["boolean"],
      "Whether to run to the end past all breakpoints, show the outputs and end.",
      usual: .bool(false)),
  ]

  /// It as a JSON schema.
  var schema: JSONObject {
    let type: JSON = types.count == 1 ? .string(types[0]) : .array(types.map(JSON.string))
    return JSONObject(
      [("type", type), ("description", .string(meaning))] + (usual.map { [("default", $0)] } ?? []))
  }
}
