/// The version of Keras that saved a file, which decides defaults and formulas.
public struct KerasVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let major: Int
  public let minor: Int
  public let patch: Int

  public init(_ major: Int, _ minor: Int = 0, _ patch: Int = 0) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Reads `2.15.0`, `2.2.4-tf`, `3.15`; nil for anything else.
  public init?(_ text: String) {
    let numbers = text.split(separator: ".").prefix(3).map { part in
      Int(part.prefix { $0.isASCII && $0.isNumber })
    }
    guard let major = numbers.first ?? nil, (0..<1000).contains(major) else { return nil }
    self.init(major, numbers.dropFirst().first?.flatMap { $0 } ?? 0, numbers.dropFirst(2).first?.flatMap { $0 } ?? 0)
  }

  public static func < (a: KerasVersion, b: KerasVersion) -> Bool {
    (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
  }

  public var description: String { "\(major).\(minor).\(patch)" }
}
