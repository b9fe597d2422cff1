/// The version of Keras that saved a file, which decides defaults and formulas.
public struct KerasVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let major: Int
  public let minor: Int
  public let patch: Int
  /// Whether it is the Keras inside TensorFlow, up to 2.3 `2.2.4-tf`, or one that came out of it.
  public let isTensorFlow: Bool

  public init(_ major: Int, _ minor: Int = 0, _ patch: Int = 0, isTensorFlow: Bool? = nil) {
    self.major = major
    self.minor = minor
    self.patch = patch
    self.isTensorFlow = isTensorFlow ?? ((major, minor) >= (2, 4))
  }

  /// Reads `2.15.0`, `2.2.4-tf`, `3.15`; nil for anything else.
  public init?(_ text: String) {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).prefix(3).map {
      part in
      Int(part.prefix { $0.isASCII && $0.isNumber })
    }
    guard let major = numbers.first ?? nil, (0..<1000).contains(major) else { return nil }
    let rest = (numbers.dropFirst() + [0, 0]).map { $0 ?? 0 }
    self.init(major, rest[0], rest[1], isTensorFlow: text.hasSuffix("-tf") ? true : nil)
  }

  public static func < (a: KerasVersion, b: KerasVersion) -> Bool {
    (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
  }

  public var description: String { "\(major).\(minor).\(patch)" }
}
