/// A setting that a function takes: its name, and how it is read. A plain text is one of numbers.
package struct Option: Sendable, Hashable, ExpressibleByStringLiteral {
  package enum Kind: Sendable, Hashable {
    /// Numbers, truth values, lists of them: `axis=(0, 1)`.
    case numbers
    /// A word of its own, not a name: `padding=same`.
    case word
    /// A number format by its name: `dtype=float16`.
    case format
  }

  package let name: String
  package let kind: Kind

  private init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  package init(stringLiteral name: String) { self.init(name, .numbers) }

  package static func word(_ name: String) -> Option { Option(name, .word) }
  package static func format(_ name: String) -> Option { Option(name, .format) }
}
