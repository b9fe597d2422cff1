/// The scalars of a text, each with whether it is hidden where it stands.
///
/// Joiners and selectors inside an emoji are part of a sign that is seen; anywhere else they would
/// make two texts that look alike.
package struct HiddenScalars: Sequence, IteratorProtocol {
  private var rest: Substring.UnicodeScalarView
  /// The sign before, selectors not counted.
  private var before: Unicode.Scalar?

  package init(_ text: String) { rest = text.unicodeScalars[...] }

  package mutating func next() -> (scalar: Unicode.Scalar, isHidden: Bool)? {
    guard let scalar = rest.popFirst() else { return nil }
    guard scalar.isHidden else {
      before = scalar
      return (scalar, false)
    }
    let joins =
      switch scalar.value {
      case 0xFE0E, 0xFE0F: HiddenScalars.isPicture(before)
      case 0x200D: HiddenScalars.isPicture(before) && HiddenScalars.isPicture(rest.first)
      default: false
      }
    if !joins { before = scalar }
    return (scalar, !joins)
  }

  private static func isPicture(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { $0.value > 0x7F && $0.properties.isEmoji } ?? false
  }
}

extension Unicode.Scalar {
  /// Whether it does something instead of being seen: control characters, ends of lines, marks that
  /// turn the direction of writing, joiners, fillers, tags, selectors of variants.
  package var isHidden: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x20..<0x300: value == 0xAD
    case 0x2028, 0x2029, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}
