/// Why numbers of a run are none to go by.
package enum NumberRefusal: Sendable, Hashable {
  /// Keras ends with an error for them.
  case ofKeras(String)
  /// They are whole numbers that are not computed exactly here.
  case inexact(String)

  /// `Keras ends with an error here: a whole number divided by 0`, by a place in words.
  package func sentence(_ place: String) -> String {
    switch self {
    case .ofKeras(let reason): "Keras ends with an error \(place): \(reason)"
    case .inexact(let reason): "Not computed exactly \(place): \(reason)"
    }
  }
}
