import Containers
import Equations

/// Every regularizer there is, by the name of its file.
package enum Regularizers {
  package static let all: [any Regularizer.Type] = [
    L1.self, L1L2.self, L2.self, OrthogonalRegularizer.self,
  ]

  /// The regularizer that a layer's config holds under a key such as `kernel_regularizer`.
  package static func read(
    _ json: JSON, place: String, generation: Generation
  ) throws(Obstacle) -> any Regularizer {
    let saved = try Saved(json, place: place, generation: generation)
    return try saved.part(
      of: all.first { $0.names.contains(saved.kind) },
      orThrow: saved.obstacle(
        "it is none of Keras' regularizers", "Train without it in Keras.")
    ) { kind throws(Obstacle) in try kind.init(saved) }
  }
}
