import Tensors

/// Shapes of gradients: what broadcasting spread is summed up again, and what is the same in many places may stay
/// small until it is read.
extension Term {
  /// The term in all places of a shape; itself where it has that shape.
  package func spread(to shape: Shape) -> Term {
    self.shape == shape ? self : self(BroadcastTo(shape.dims))
  }

  /// What a gradient of the result, in a shape that an operand was spread to, is for the operand: the sum over exactly
  /// the axes that were spread; the term itself where there are none.
  package func summed(from whole: Shape, to shape: Shape) -> Term {
    guard whole != shape else { return self }
    if shape.rank == 0 { return spread(to: whole)(Reduce(.sum)) }
    let leading = max(whole.rank - shape.rank, 0)
    let single = shape.dims.indices.filter { shape[$0] == 1 && whole[$0 + leading] != 1 }
    var sum = spread(to: whole)
    if !single.isEmpty {
      sum = sum(Reduce(.sum, axes: single.map { $0 + leading }, keepsAxes: true))
    }
    return leading > 0 ? sum(Reduce(.sum, axes: Array(0..<leading))) : sum
  }

  /// The last two axes in each other's place, `aᵀ`.
  var transposed: Term {
    let rank = shape.rank
    return rank == 2 ? self(Permute()) : self(Permute(Permute.swappingLastTwo(rank)))
  }

  /// `step − 1` zeros between neighbours along an axis.
  package func spaced(by step: Int, along axis: Int) -> Term {
    let shape = shape
    let apart = shape.inserting(1, at: axis + 1)
    var after = [Int](repeating: 0, count: apart.rank)
    after[axis + 1] = step - 1
    let padded = self(Reshape(apart.dims))(
      Pad(before: after.map { _ in 0 }, after: after))
    let joined = padded(Reshape(shape.replacing(axis, with: shape[axis] * step).dims))
    var indices = [Slice.Index](repeating: .all, count: axis)
    indices.append(.range(0, max((shape[axis] - 1) * step + 1, 0), step: nil))
    return joined(Slice(indices))
  }

  /// A truth value as 1 or 0 in the format of another term.
  func counted(like other: Term) -> Term { self(Cast((try? other.type().dtype) ?? .float32)) }

  /// Whether every sample has a value of its own.
  package var isBatched: Bool {
    switch self {
    case .value(let value): value.isBatched
    case .number: false
    case .named(_, let operands): operands.contains(where: \.isBatched)
    case .apply(let op, let operands): op.isBatched(operands.contains(where: \.isBatched))
    }
  }
}
