/// `lower(x)`: A to Z as small letters; all other letters stay, as in TensorFlow where no encoding is given.
package struct LowerCase: TextFunction {
  package static let name = "lower"

  package init() {}

  package static func changed(_ text: [UInt8]) -> [UInt8] {
    text.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
  }
}
