import Containers
import Equations

/// Every schedule there is, by the name of its file.
package enum Schedules {
  package static let all: [any Schedule.Type] = [
    CosineDecay.self, CosineDecayRestarts.self, ExponentialDecay.self, InverseTimeDecay.self,
    PiecewiseConstantDecay.self, PolynomialDecay.self,
  ]

  static func read(_ json: JSON, place: String, generation: Generation) throws(Obstacle)
    -> any Schedule
  {
    let saved = try Saved(json, place: place, generation: generation)
    return try saved.part(
      of: all.first { $0.className == saved.kind },
      orThrow: saved.obstacle(
        "it is none of Keras' schedules of learning rates", "Give a rate with set optimizer.")
    ) { kind throws(Obstacle) in try kind.init(saved) }
  }
}
