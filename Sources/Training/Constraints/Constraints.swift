import Containers
import Equations

/// Every constraint there is, by the name of its file.
package enum Constraints {
  package static let all: [any Constraint.Type] = [
    MaxNorm.self, MinMaxNorm.self, NonNeg.self, UnitNorm.self,
  ]

  /// The constraint that a layer's config holds under a key such as `kernel_constraint`.
  package static func read(
    _ json: JSON, place: String, generation: Generation
  ) throws(Obstacle) -> any Constraint {
    let saved = try Saved(json, place: place, generation: generation)
    return try saved.part(
      of: all.first { $0.names.contains(saved.kind) },
      orThrow: saved.obstacle(
        "it is none of the constraints known here", "Train without it in Keras.")
    ) { kind throws(Obstacle) in try kind.init(saved) }
  }
}
