/// `split(x, length)`: what stands between blanks, tabs and ends of lines.
package struct SplitWords: SplittingOp {
  package static let name = "split"
  package let length: Int

  package init(_ length: Int) { self.length = length }

  /// The blanks are those of ASCII, as in TensorFlow.
  package static func pieces(of text: [UInt8]) -> [[UInt8]] {
    text.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.map(Array.init)
  }
}
