import Tensors

/// How far rounding alone may take the numbers of an array: `8·|x₃₂ − x₆₄|`, of the element or of its
/// neighbours.
///
/// Beside the array in float32 the same one in float64 shows what rounding did to it here. Another
/// program adds in another order, and rounds to others that lie about as far away; where that is not
/// enough, runs that round by lot show how far. One element may be near by luck, so the farthest of
/// its row counts, or of its column: the one in which numbers lie nearer, for a row may hold large
/// sums beside small shares, and a column late timesteps beside early ones. Where float64 gives the
/// same numbers, there is no room at all, but for a sum whose terms cancel: `8u·Σ|terms|`, u being half a unit of the format.
struct Rounding {
  /// How many times as far as the farthest neighbour of ours another program's number may lie.
  private static let factor = 8.0
  /// So many numbers are enough to go by.
  private static let enough = 4
  /// Numbers that rounding moves by more than this share of the array's largest say nothing, and
  /// are never excused.
  static let most = 0.25

  /// How far each element may lie from another program's, beyond the tolerance.
  let rooms: [Double]
  private let precise: [Double]

  /// `scattered` are further runs, rounded by lot. Nil where the shapes differ.
  ///
  /// `share`: how much of the largest number rounding may move one by; where a slope is nothing but rounding, an optimizer
  /// that divides by its size moves weights by as much as any other. `unit`: what a unit of the narrowest format is of a
  /// number, where float64 has none of its rounding; of what is changed from `start` on it is one of the change. `sums`: the sizes
  /// of what was added up to some elements, by place: where it cancels, the last digits of the terms are all that is left.
  init?(
    _ found: Tensor, precise: Tensor, scattered: [Tensor] = [], share: Double = Rounding.most,
    unit: Double = 0, from start: Tensor? = nil, sums: [Int: Double] = [:]
  ) {
    let others = [found] + scattered
    guard others.allSatisfy({ $0.shape == precise.shape }) else { return nil }
    self.precise = precise.elements
    let largest = precise.elements.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    let changes = start.map { zip(precise.elements, $0.elements).map { abs($0 - $1) } }
    let change = changes?.reduce(0) { $1.isFinite ? max($0, $1) : $0 } ?? largest
    var apart = [Double](repeating: 0, count: precise.count)
    for other in others {
      for (place, (x, d)) in zip(other.elements, precise.elements).enumerated()
      where x.isFinite && d.isFinite {
        apart[place] = max(apart[place], abs(x - d))
      }
    }
    var nearest = [Double](repeating: apart.max() ?? 0, count: apart.count)
    for axis in found.shape.dims.indices {
      Rounding.narrow(&nearest, to: apart, along: axis, of: found.shape)
    }
    let last = max(unit, 0x1p-23) / 2
    rooms = nearest.enumerated().map { place, apart in
      let room = min(max(Rounding.factor * apart, unit * change), share * largest)
      return max(room, Rounding.factor * last * (sums[place] ?? 0))
    }
  }

  private init(rooms: [Double], precise: [Double]) {
    self.rooms = rooms
    self.precise = precise
  }

  /// The same where the reference was rounded as well.
  func beside(_ reference: Rounding) -> Rounding {
    Rounding(rooms: zip(rooms, reference.rooms).map { $0 + $1 }, precise: precise)
  }

  /// Takes the largest difference of all elements with the same index on an axis, where that is less.
  private static func narrow(
    _ nearest: inout [Double], to apart: [Double], along axis: Int, of shape: Shape
  ) {
    let length = shape[axis]
    guard length > 1, apart.count / length >= enough else { return }
    let stride = shape.dims[(axis + 1)...].reduce(1, *)
    var largest = [Double](repeating: 0, count: length)
    for (place, difference) in apart.enumerated() {
      let index = place / stride % length
      largest[index] = max(largest[index], difference)
    }
    for place in nearest.indices {
      nearest[place] = min(nearest[place], largest[place / stride % length])
    }
  }

  /// Whether rounding explains that one element is not the reference's.
  func explains(_ place: Int, _ value: Double, _ reference: Double, _ tolerance: Tolerance) -> Bool
  {
    value.isFinite && tolerance.accepts(value, reference, besides: rooms[place])
  }

  /// What float64 gives.
  func number(_ place: Int) -> Double { precise[place] }
}
