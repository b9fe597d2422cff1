#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Models
import Terminal

/// The models that come with the program, and where it finds them.
package enum Bundled {
  package static let names = [
    "xor", "xor-untrained", "mlp", "rnn", "lstm", "gru", "cnn", "attention", "books", "lstm-relu",
    "gru-before", "birnn", "two-two-two", "ridge", "remember",
  ]

  /// The path of a bundled model; nil when there is none of that name.
  package static func model(_ name: String) -> String? {
    names.contains(name) ? file("models/\(name).keras") : nil
  }

  /// The inputs and targets that come with a bundled model.
  static func samples(_ name: String) -> String? { file("models/\(name).samples.npz") }

  /// Those of a model that was opened; nil where it is not one that comes with the program, whatever its name.
  package static func samples(of model: Model) -> String? {
    guard let own = Bundled.model(model.name), let path = resolved(model.origin.path),
      resolved(own) == path
    else { return nil }
    return samples(model.name)
  }

  /// A script that comes with the program.
  static func walk(_ name: String) -> String? {
    name == "xor" ? file("walks/\(name).kst") : nil
  }

  /// A bundled file, from the first folder that holds it.
  package static func file(_ name: String) -> String? {
    folders.map { "\($0)/\(name)" }.first { access($0, R_OK) == 0 }
  }

  /// What is said where a copy of the program has left behind what comes with it.
  package static func missing(_ name: String) -> OpenError {
    let place = programPath.map { parent(parent($0)) + "/share/kerastep" } ?? "share/kerastep"
    return OpenError(
      name, "it comes with the program, but not with this copy of it",
      "Its files belong in \(place.visible); make install puts them there.")
  }

  /// Beside the program as installed (`bin`, `share/kerastep`), or as built from a checkout.
  private static let folders: [String] = {
    guard let program = programPath else { return [] }
    var result: [String] = []
    var folder = parent(program)
    result.append(parent(folder) + "/share/kerastep")
    for _ in 0..<6 {
      result.append(folder + "/Sources/Console/Resources")
      folder = parent(folder)
    }
    return result
  }()

  /// The path of the program itself.
  package static var program: String? { programPath }

  private static var programPath: String? {
    #if canImport(Darwin)
      let name = CommandLine.arguments.first ?? ""
    #else
      let name = "/proc/self/exe"
    #endif
    return resolved(name)
  }

  /// The path without links and dots; nil where nothing is.
  private static func resolved(_ path: String) -> String? {
    guard let path = realpath(path, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  private static func parent(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
