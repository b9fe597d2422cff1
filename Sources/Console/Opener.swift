import Containers
import Expressions
import Layers
import Models
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds a model by a bundled name or a path.
package enum Opener {
  package static func open(
    _ name: String, weights: String? = nil, version: KerasVersion? = nil,
    layers: LayerDefinitions = LayerDefinitions()
  ) throws -> Model {
    guard !name.trimmed.isEmpty else {
      throw CommandError("the name of the model is empty", hint: "xor, or a file: model.keras")
    }
    let path = Bundled.model(name) ?? name.unquoted.expandingHome
    // A checkpoint goes by a name that is no file's.
    let isThere = access(path, F_OK) == 0 || access(path + ".index", F_OK) == 0
    guard isThere || name.contains("/") else {
      guard !Bundled.names.contains(name) else { throw Bundled.missing(name) }
      let near = nearest(to: name, in: Bundled.names).map { "Did you mean \($0)?" }
      let bundled = Bundled.names.joined(separator: ", ")
      throw OpenError(
        name, "there is no such file",
        near ?? "Models that come with the program: \(bundled).")
    }
    let model = try ModelFile.open(path, weights: weights, version: version, layers: layers)
    for definition in layers.all where definition.file == nil {
      try model.check(definition.subject)
    }
    return model
  }
}
