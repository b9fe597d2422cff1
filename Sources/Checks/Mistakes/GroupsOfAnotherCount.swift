import Equations
import Tensors
import Terms

/// GroupNormalization with another number of groups (N22), or with every n-th channel in a group (N23).
struct GroupsOfAnotherCount: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.frames("GroupNormalization")
    let widths = frames.compactMap { anatomy.channels(of: $0) }.filter { $0 > 0 }
    let counts = Set([1, 2, 3, 4, 6, 8, 16, 32] + widths).filter { count in
      widths.contains { $0 > 0 && $0 % count == 0 }
    }
    let others = counts.sorted().flatMap { count in
      anatomy.inCalls(
        frames, .known("N22").unpaired,
        "GroupNormalization of \(count) \(count == 1 ? "group" : "groups")"
      ) { draft in
        draft.term.mappingGroups { x, axis, groups, width in
          guard (groups * width) % count == 0, groups != count else { return nil }
          return x.split(axis, into: count)
        }
      }
    }
    return others
      + anatomy.inCalls(
        frames, .possible("N23").unpaired,
        "groups of every n-th channel, not of neighbours"
      ) { draft in
        if draft.name.ascii == "n" {
          return draft.term.mapping(Reshape.self) { op, operands in
            guard let inner = operands.first, let axis = inner.shape.splitAxis(of: op.dims) else {
              return nil
            }
            return inner(Permute(inner.shape.exchanging(axis)))(op)
          }
        }
        return draft.term.mappingGroups { x, axis, groups, width in
          guard groups > 1, width > 1 else { return nil }
          let split = x.split(axis, into: width)
          return split(Permute(split.shape.exchanging(axis)))
        }
      }
  }
}

extension Anatomy {
  /// How many channels a GroupNormalization has.
  fileprivate func channels(of frame: Frame) -> Int? {
    guard let split = term("x_groups", of: frame.path), let x = frame.inputs.first,
      let axis = split.shape.splitAxis(of: x.shape.dims)
    else { return nil }
    return x.shape[axis]
  }
}

extension Shape {
  /// The axis of other lengths that two axes of these stand for.
  fileprivate func splitAxis(of dims: [Int]) -> Int? {
    guard rank == dims.count + 1 else { return nil }
    return dims.indices.first { axis in
      self[axis] * self[axis + 1] == dims[axis]
        && Array(self.dims[..<axis]) == Array(dims[..<axis])
        && Array(self.dims[(axis + 2)...]) == Array(dims[(axis + 1)...])
    }
  }

  /// The order of the axes with an axis and that behind it exchanged.
  fileprivate func exchanging(_ axis: Int) -> [Int] {
    var order = Array(0..<rank)
    order.swapAt(axis, axis + 1)
    return order
  }
}

extension Term {
  /// The equation of a layer that splits its channels in groups, split otherwise.
  fileprivate func mappingGroups(
    _ change: (_ x: Term, _ axis: Int, _ groups: Int, _ width: Int) -> Term?
  ) -> Term? {
    mapping(Reshape.self) { op, operands in
      guard let x = operands.first, x.value != nil,
        let axis = Shape(op.dims).splitAxis(of: x.shape.dims)
      else { return nil }
      return change(x, axis, op.dims[axis], op.dims[axis + 1])
    }
  }

  /// An axis split in so many parts.
  fileprivate func split(_ axis: Int, into count: Int) -> Term {
    let whole = shape[axis]
    let dims = shape.replacing(axis, with: whole / max(count, 1)).inserting(count, at: axis).dims
    return self(Reshape(dims))
  }
}
