#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A colour of a screen, red, green and blue 0…1 (sRGB).
package struct RGB: Hashable, Sendable {
  package let red, green, blue: Double

  package init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// A colour of the palette of 256: a cube of 6 × 6 × 6 from 16 on, greys from 232 on; nil for the
  /// sixteen below, which are whatever a terminal's settings say.
  package init?(palette number: UInt8) {
    guard number >= 16 else { return nil }
    guard number < 232 else {
      let grey = (8 + 10 * Double(number - 232)) / 255
      self.init(red: grey, green: grey, blue: grey)
      return
    }
    func share(_ step: UInt8) -> Double { step == 0 ? 0 : (55 + 40 * Double(step)) / 255 }
    let place = number - 16
    self.init(red: share(place / 36), green: share(place / 6 % 6), blue: share(place % 6))
  }

  /// How much light each part gives: sRGB's curve taken back.
  package var linear: [Double] {
    [red, green, blue].map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
  }

  /// How light it is, 0…1, as WCAG 2 defines it.
  package var luminance: Double {
    zip([0.2126, 0.7152, 0.0722], linear).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// 1…21; letters want 4.5, letters that everybody reads 7.
  package func contrast(with other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}
