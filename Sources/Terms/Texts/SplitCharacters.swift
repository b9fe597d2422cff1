/// `characters(x, length)`: the code points of a text, one by one.
package struct SplitCharacters: SplittingOp {
  package static let name = "characters"
  package let length: Int

  package init(_ length: Int) { self.length = length }

  package static func pieces(of text: [UInt8]) -> [[UInt8]] {
    String(decoding: text, as: UTF8.self).unicodeScalars.map { Array(String($0).utf8) }
  }
}
