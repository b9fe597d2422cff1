import Containers
import Equations

/// A weight's numbers in memory, and what keeps them there.
///
/// An address into them is good as long as this object lives: whoever keeps the one keeps the other.
final class WeightNumbers {
  let start: UnsafeRawPointer
  private let owner: Owner

  private enum Owner {
    /// Read where they lie, in a file as a rule, which may be cut short or written to meanwhile.
    case bytes(Bytes, any WeightSource)
    case block(Block)
  }

  init(_ bytes: Bytes, of source: any WeightSource) {
    start = bytes.address
    owner = .bytes(bytes, source)
  }

  init(_ block: Block) {
    start = UnsafeRawPointer(block.start)
    owner = .block(block)
  }

  /// Memory of the program's own that may be written to; nil for a file's.
  var own: UnsafeMutableRawPointer? {
    if case .block(let block) = owner { block.start } else { nil }
  }

  /// Whether they are memory of the program's own, aligned.
  var isCopied: Bool {
    if case .block = owner { true } else { false }
  }

  /// Throws when the numbers are not, or were not, those of the file as it was opened.
  func verify() throws {
    guard case .bytes(let bytes, let source) = owner, !bytes.isIntact else { return }
    try source.verify()
  }
}
