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

  func framed() throws -> Term {
    let x = try operands(["images", "image"])[0]
    try refuseChannelsFirst()
    guard x.shape.rank == 3 else { throw misuse("of \(x.shape) is not supported") }
    let (height, width) = (x.shape[0], x.shape[1])
    let (down, right) =
      try isTensorFlow
      ? (
        sides("offset_height", "", "target_height", height, sign: 1),
        sides("offset_width", "", "target_width", width, sign: 1)
      )
      : (
        sides("top_padding", "bottom_padding", "target_height", height, sign: 1),
        sides("left_padding", "right_padding", "target_width", width, sign: 1)
      )
    return x(Pad(before: [down.0, right.0, 0], after: [down.1, right.1, 0]))
  }

  func cut() throws -> Term {
    let x = try operands(["images", "image"])[0]
    try refuseChannelsFirst()
    guard x.shape.rank == 3 else { throw misuse("of \(x.shape) is not supported") }
    let (height, width) = (x.shape[0], x.shape[1])
    let (down, right) =
      try isTensorFlow
      ? (
        sides("offset_height", "", "target_height", height, sign: -1),
        sides("offset_width", "", "target_width", width, sign: -1)
      )
      : (
        sides("top_cropping", "bottom_cropping", "target_height", height, sign: -1),
        sides("left_cropping", "right_cropping", "target_width", width, sign: -1)
      )
    guard down.0 + down.1 < height, right.0 + right.1 < width else {
      throw misuse("of \(x.shape) to nothing")
    }
    return x(
      Slice([
        .range(down.0, height - down.1, step: nil), .range(right.0, width - right.1, step: nil),
      ]))
  }
}
