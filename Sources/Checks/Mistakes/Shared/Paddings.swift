import Tensors
import Terms

/// Where the zeros of `padding="same"` may have been put instead.
enum PaddingSide: CaseIterable, Sendable {
  case alike, alikeRoundedDown, oddInFront, front, behind

  /// What was done, as it follows "the zeros of same padding".
  var title: String {
    switch self {
    case .alike, .alikeRoundedDown: "alike on both sides, as PyTorch pads"
    case .oddInFront: "on the other side, an odd one in front"
    case .front: "all in front"
    case .behind: "all behind"
    }
  }

  /// How many zeros stand in front of an axis; `total` is how many Keras puts there in all.
  func before(total: Int, reach: Int) -> Int {
    switch self {
    case .alike: reach / 2
    case .alikeRoundedDown: (reach - 1) / 2
    case .oddInFront: total - total / 2
    case .front: total
    case .behind: 0
    }
  }
}

/// One axis that a window goes over with `padding="same"`, or causal.
struct PaddedAxis {
  let size, places, reach, stride: Int

  init(size: Int, window: Int, stride: Int, dilation: Int) {
    (self.size, self.stride) = (size, stride)
    places = size > 0 ? (size - 1) / stride + 1 : 0
    reach = (window - 1) * dilation + 1
  }

  /// How far the windows of all places reach.
  var needed: Int { (places - 1) * stride + reach }
  var total: Int { max(needed - size, 0) }

  static func axes(_ x: Shape, window: [Int], _ sliding: Sliding) -> [PaddedAxis] {
    zip(zip(x.dims, window), zip(sliding.strides, sliding.dilation)).map {
      PaddedAxis(size: $0.0, window: $0.1, stride: $1.0, dilation: $1.1)
    }
  }
}

extension Sliding {
  /// The same steps within an input that has its padding already.
  var inside: Sliding {
    Sliding(rank: strides.count, strides: strides, padding: .valid, dilation: dilation)
  }
}

extension Term {
  /// What windows over the input give when so many zeros stand in front of it; the places are as many as with Keras'
  /// padding.
  func padded(
    before: [Int], _ axes: [PaddedAxis], _ windows: (Term) -> Term
  ) -> Term? {
    guard before.count == axes.count, shape.rank == axes.count + 1 else { return nil }
    let after = zip(before, axes).map { max(0, $1.needed - $1.size - $0) }
    let isPadded = (before + after).contains { $0 > 0 }
    let result = windows(isPadded ? self(Pad(before: before + [0], after: after + [0])) : self)
    let places = axes.map(\.places)
    guard Array(result.shape.dims.dropLast()) != places else { return result }
    return result(Slice(places.map { .range(0, $0, step: nil) }))
  }
}
