import Layers

/// The format in which a model is written so that Keras 3 opens it.
package enum ConversionTarget: Sendable, CaseIterable {
  /// `.keras`: Keras 3's own.
  case keras
  /// `.h5`: the older one, which Keras 3 opens too.
  case h5

  package var suffix: String {
    switch self {
    case .keras: ".keras"
    case .h5: ".h5"
    }
  }

  /// The format that a file's name asks for; nil where it asks for none of them.
  package init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard
      let target = Self.allCases.first(where: { name.hasSuffix($0.suffix) && name != $0.suffix })
    else { return nil }
    self = target
  }

  /// The version of Keras whose words are written, and by which they are to be read.
  static let version = KerasVersion(3, 15)
}
