/// The version of Keras that saved a file, which decides defaults and formulas.
package struct KerasVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let major: Int
  package let minor: Int
  package let patch: Int
  /// Whether it is the Keras inside TensorFlow, up to 2.3 `2.2.4-tf`, or one that came out of it.
  package let isTensorFlow: Bool

  package init(_ major: Int, _ minor: Int = 0, _ patch: Int = 0, isTensorFlow: Bool? = nil) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.isTensorFlow = isTensorFlow ?? ((major, minor) >= (2, 4))
  }

  /// Reads `2.15.0`, `2.2.4-tf`, `3.15`; nil for anything else.
  package init?(_ text: String) {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).prefix(3).map {
      part in
      Int(part.prefix { $0.isASCII && $0.isNumber })
    }
    guard let major = numbers.first ?? nil, (0..<1000).contains(major) else { return nil }
    let rest = (numbers.dropFirst() + [0, 0]).map { $0 ?? 0 }
    self.init(major, rest[0], rest[1], isTensorFlow: text.hasSuffix("-tf") ? true : nil)
  }

  package static func < (a: KerasVersion, b: KerasVersion) -> Bool {
    (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
  }

  package var description: String { "\(major).\(minor).\(patch)" }
}
