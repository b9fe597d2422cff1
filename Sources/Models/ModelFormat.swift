import Containers
import Layers

/// A format of files that hold a model, or its architecture.
protocol ModelFormat: Sendable {
  /// The model; nil where the source is not of this format, and an error where it is and cannot be
  /// opened.
  static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model?
}

/// What a path leads to.
enum ModelSource {
  case folder
  /// A file, and what its content looks like.
  case file(FileBytes, ContainerFormat)
}

/// What the caller says about a file.
struct OpenOptions {
  let path: String
  let weights: String?
  let version: KerasVersion?
  /// What a person says that layers compute.
  var layers = LayerDefinitions()
}
