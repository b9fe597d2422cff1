import Tensors
import Terms

/// The numbers of every window of a pooling, one behind the other along a first axis: (elements, …places, channels).
struct WindowElements {
  /// What stands beyond the border is NaN's place: a number that is in order behind all others.
  let numbers: Term
  /// How many of them lie inside, place by place.
  let counts: [Int]
  let places: [Int]

  /// Beyond every number of a picture, and far from the end of float32.
  private static let beyond = 1e30

  /// So many elements a window may have that is written out.
  private static let largest = 64

  init?(_ op: Pool, of x: Term) {
    let rank = op.window.count
    guard x.shape.rank == rank + 1, op.window.reduce(1, *) <= WindowElements.largest else {
      return nil
    }
    let isSame = op.sliding.padding == .same
    let axes = PaddedAxis.axes(x.shape, window: op.window, op.sliding)
    let before = axes.map { isSame ? $0.total / 2 : 0 }
    let after = zip(axes, before).map { isSame ? $0.total - $1 : 0 }
    let wide = zip(axes, zip(before, after)).map { $0.size + $1.0 + $1.1 }
    places = zip(zip(wide, op.window), op.sliding.strides).map {
      max(0, ($0.0 - $0.1) / max($1, 1) + 1)
    }
    guard !places.contains(0) else { return nil }
    // Where it is padded, the padding is one less the mask that is padded with zeros.
    let isPadded = (before + after).contains { $0 > 0 }
    var whole = x
    if isPadded {
      let pad = Pad(before: before + [0], after: after + [0])
      whole = x(pad) + (1 - (x * 0 + 1)(pad)) * .number(WindowElements.beyond)
    }
    let count = places
    let taps = Shape(op.window)
    let parts = (0..<taps.count).map { tap -> Term in
      let offsets = taps.index(of: tap)
      let ranges = zip(zip(offsets, count), op.sliding.strides).map { pair, stride in
        Slice.Index.range(pair.0, pair.0 + (pair.1 - 1) * stride + 1, step: stride)
      }
      return whole(Slice(ranges))(Reshape([1] + count + [x.shape.width]))
    }
    numbers = parts.count == 1 ? parts[0] : .apply(Concatenate(axis: 0), parts)
    let strides = op.sliding.strides
    let all = Shape(places)
    counts = (0..<all.count).map { place in
      let index = all.index(of: place)
      return axes.indices.reduce(1) { product, axis in
        let start = index[axis] * strides[axis] - before[axis]
        let end = min(start + op.window[axis], axes[axis].size)
        return product * max(0, end - max(start, 0))
      }
    }
  }
}
