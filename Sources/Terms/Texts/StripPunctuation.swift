/// `strip_punctuation(x)`: without the 32 signs of ASCII, ``!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~``; other signs stay.
package struct StripPunctuation: TextFunction {
  package static let name = "strip_punctuation"

  package init() {}

  package static func changed(_ text: [UInt8]) -> [UInt8] { text.filter { !isSign($0) } }

  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
