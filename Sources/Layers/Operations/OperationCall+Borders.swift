import Tensors
import Terms

/// Channels and borders of images.
extension OperationCall {
  /// The three channels of an image, each an image.
  func colorChannels() throws -> [Term] {
    let x = try operands(["images"])[0]
    try refuseChannelsFirst()
    guard x.shape.rank >= 1, x.shape.width == 3, dtype(of: x).isFloat else {
      throw misuse("of \(x.shape) is supported for fractional images of three channels alone")
    }
    return (0..<3).map { x(Slice.last($0..<$0 + 1, rank: x.shape.rank)) }
  }

  /// How many places are before and behind an image along an axis, of three numbers two of which are given.
  private func sides(
    _ first: String, _ last: String, _ target: String, _ length: Int, sign: Int
  ) throws -> (Int, Int) {
    let (before, after, whole) = try (integer(first), integer(last), integer(target))
    guard [before, after, whole].allSatisfy({ $0?.magnitude ?? 0 < 1 << 16 }) else {
      throw misuse("of \(length) places by these numbers is not supported")
    }
    let rest = whole.map { sign * ($0 - length) }
    guard before == nil || after == nil || whole == nil else {
      throw misuse("with \(first), \(last) and \(target): Keras takes two of the three")
    }
    let pair: (Int, Int)? =
      switch (before, after, rest) {
      case (let before?, let after?, _): (before, after)
      case (let before?, nil, let rest?): (before, rest - before)
      case (nil, let after?, let rest?): (rest - after, after)
      default: nil
      }
    guard let pair, pair.0 >= 0, pair.1 >= 0, pair.0 < 1 << 16, pair.1 < 1 << 16 else {
      throw misuse("of \(length) places by these numbers is not supported")
    }
    return pair
  }

  /// An image, and how many places are before and behind it along height and width; `what` is padding or cropping.
  private func borders(
    _ what: String, sign: Int
  ) throws -> (x: Term, down: (Int, Int), right: (Int, Int)) {
    let x = try operands(["images", "image"])[0]
    try refuseChannelsFirst()
    guard x.shape.rank == 3 else { throw misuse("of \(x.shape) is not supported") }
    func along(_ axis: Int, _ first: String, _ last: String, _ length: String) throws -> (Int, Int)
    {
      let (before, after) =
        isTensorFlow ? ("offset_\(length)", "") : ("\(first)_\(what)", "\(last)_\(what)")
      return try sides(before, after, "target_\(length)", x.shape[axis], sign: sign)
    }
    return (
      x, try along(0, "top", "bottom", "height"), try along(1, "left", "right", "width")
    )
  }

  func framed() throws -> Term {
    let (x, down, right) = try borders("padding", sign: 1)
    return x(Pad(before: [down.0, right.0, 0], after: [down.1, right.1, 0]))
  }

  func cut() throws -> Term {
    let (x, down, right) = try borders("cropping", sign: -1)
    let (height, width) = (x.shape[0], x.shape[1])
    guard down.0 + down.1 < height, right.0 + right.1 < width else {
      throw misuse("of \(x.shape) to nothing")
    }
    return x(
      Slice([
        .range(down.0, height - down.1, step: nil), .range(right.0, width - right.1, step: nil),
      ]))
  }
}
