import Equations
import Tensors
import Terms

/// Windows that go over an image, cut out of it and put back.
extension OperationCall {
  /// The most numbers that a window has along height and width together.
  private static var widest: Int { 256 }

  /// The windows of an image (height, width, channels): (down, right, rows, columns, channels), 0 beyond its edges.
  func windows(of x: Term, _ size: [Int], _ sliding: Sliding) throws -> Term {
    guard size[0] + size[1] <= OperationCall.widest else {
      throw misuse("by windows of \(size) is not supported: they are too large")
    }
    let lengths = Array(x.shape.dims.prefix(2))
    let counts = try zip(lengths.indices, lengths).map { axis, length in
      try places(length, size[axis], sliding, axis)
    }
    let before = counts.map { $0.before } + [0]
    let after = counts.map { $0.after } + [0]
    let isPadded = (before + after).contains { $0 != 0 }
    let wide =
      try isPadded
      ? eq("padded", x(Pad(before: before, after: after)), "0 around the image") : x
    let rows = try eq(
      "rows", taken(wide, 0, size[0], sliding, counts[0].count), "rows of the windows")
    return taken(rows, 2, size[1], sliding, counts[1].count)(Permute([0, 2, 1, 3, 4]))
  }

  /// The windows of an image as products with an identity matrix, which makes a channel of every number.
  func patches(of x: Term, _ size: [Int], _ sliding: Sliding) throws -> Term {
    guard let count = Shape([size[0], size[1], x.shape.width]).checkedCount, count < 1 << 12 else {
      throw misuse("by windows of \(size) is not supported: they are too large")
    }
    let E = try eq(
      "E", identity(count, dtype: dtype(of: x))(Reshape([size[0], size[1], x.shape.width, count])))
    return .apply(Convolve(rank: 2, sliding), [x, E])
  }

  /// How many windows there are along an axis, and how far they reach beyond both edges.
  private func places(
    _ length: Int, _ size: Int, _ sliding: Sliding, _ axis: Int
  ) throws -> (count: Int, before: Int, after: Int) {
    let stride = sliding.strides[axis]
    let (reach, isTooFar) = (size - 1).multipliedReportingOverflow(by: sliding.dilation[axis])
    guard !isTooFar, reach < 1 << 24, length > 0 else {
      throw misuse("by windows of \(size) is not supported: they reach too far")
    }
    guard sliding.padding == .same else {
      guard length > reach else { throw misuse("by windows of \(size) of \(length) places") }
      return ((length - reach - 1) / stride + 1, 0, 0)
    }
    let count = (length - 1) / stride + 1
    let missing = max((count - 1) * stride + reach + 1 - length, 0)
    return (count, missing / 2, missing - missing / 2)
  }

  /// What stands in each place of the windows along an axis, behind which the places of a window stand as an axis of their own.
  private func taken(
    _ x: Term, _ axis: Int, _ size: Int, _ sliding: Sliding, _ count: Int
  ) -> Term {
    let which = axis / 2
    let (stride, distance) = (sliding.strides[which], sliding.dilation[which])
    let parts = (0..<size).map { place -> Term in
      let start = place * distance
      let indices =
        [Slice.Index](repeating: .all, count: axis)
        + [.range(start, start + (count - 1) * stride + 1, step: stride == 1 ? nil : stride)]
      let part = x(Slice(indices))
      return part(Reshape(part.shape.inserting(1, at: axis + 1).dims))
    }
    return parts.count == 1
      ? parts[0] : .apply(Concatenate(axis: axis + 1 - x.shape.rank - 1), parts)
  }

  /// Windows (channels times rows times columns, places) added up where they stood in an image, channels first.
  func folded() throws -> Term {
    let x = try operands(["x"])[0]
    let around = try integers("padding") ?? [0]
    guard x.shape.rank == 2, let size = try lengths("kernel_size", rank: 2),
      let whole = try lengths("output_size", rank: 2), size[0] + size[1] <= OperationCall.widest,
      [1, 2].contains(around.count),
      around.allSatisfy({ (0..<1 << 16).contains($0) })
    else { throw misuse("of \(x.shape) is not supported") }
    let strides = try lengths("stride", rank: 2) ?? [1, 1]
    let dilation = try lengths("dilation", rank: 2) ?? [1, 1]
    let pads = [around[0], around[around.count - 1]]
    let lengths = (0..<2).map { whole[$0] + 2 * pads[$0] }
    let sliding = Sliding(rank: 2, strides: strides, dilation: dilation)
    let counts = try (0..<2).map { try places(lengths[$0], size[$0], sliding, $0).count }
    let area = size[0] * size[1]
    guard x.shape[0] % area == 0, x.shape[1] == counts[0] * counts[1] else {
      throw misuse("of \(x.shape) to \(whole) by windows of \(size)")
    }
    let channels = x.shape[0] / area
    let apart = x(Reshape([channels, area, counts[0], counts[1]]))
    let parts = (0..<area).map { place -> Term in
      let starts = [place / size[1] * dilation[0], place % size[1] * dilation[1]]
      var part = apart(Slice([.all, .at(place)]))
      for axis in 0..<2 where strides[axis] > 1 {
        part = part.spaced(by: strides[axis], along: axis + 1)
      }
      let after = (0..<2).map { lengths[$0] - starts[$0] - part.shape[$0 + 1] }
      return part(Pad(before: [0] + starts, after: [0] + after))
    }
    let sum = try eq("sum", eq.folded(parts) { $0 + $1 }, "every window in its place")
    guard pads != [0, 0] else { return sum }
    return sum(
      Slice([.all] + (0..<2).map { Slice.Index.range(pads[$0], pads[$0] + whole[$0], step: nil) }))
  }
}
