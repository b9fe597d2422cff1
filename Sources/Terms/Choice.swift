/// How one element of a row decides what an op gives: by the names that people type.
package enum Choice: String, Sendable, CaseIterable {
  case max, min, any, all, argmax, argmin, argsort

  /// Whether the op gives the deciding element itself, not what it is or where it stands.
  package var isElement: Bool { self == .max || self == .min }

  /// The element of a row that the op gives; nil where it gives none of them.
  package func element(of row: [Double]) -> Double? {
    switch self {
    case .max: row.max()
    case .min: row.min()
    case .any, .all, .argmax, .argmin, .argsort: nil
    }
  }
}
