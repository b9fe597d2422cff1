import Equations
import Tensors
import Terms

/// Parts of a tensor, cut out and put into it.
extension OperationRules {
  static let updates = [
    OperationRule("Slice") { call in
      let x = try call.operands(["inputs"])[0]
      let starts = try call.starts()
      guard let lengths = try call.integers("shape"), starts.count == x.shape.rank + 1,
        lengths.count == starts.count, starts[0] == 0, lengths[0] == -1,
        starts.allSatisfy({ $0 >= 0 })
      else { throw call.misuse("chooses among samples: their number is fixed in its shape") }
      return try zip(starts, lengths).dropFirst().enumerated().reduce(x) { y, part in
        let (axis, (start, given)) = part
        let length = given == -1 ? x.shape[axis] - start : given
        guard length >= 0, length <= x.shape[axis] - start else {
          throw call.misuse("from \(starts), \(lengths) long, of \(x.shape)")
        }
        return call.stretch(y, axis, start, start + length)
      }
    },
    OperationRule("SliceUpdate") { call in
      let x = try call.operands(["inputs"])[0]
      guard case .tensor(let signal)? = call.argument(["updates"], at: 2) else {
        throw call.misuse("by what is no tensor of the graph mixes samples")
      }
      return try call.updated(x, by: signal.term)
    },
  ]
}

extension OperationCall {
  /// Where a part begins along every axis, the samples' too.
  fileprivate func starts() throws -> [Int] {
    guard let argument = argument(["start_indices"], at: 1) else { throw misuse("from nowhere") }
    return try lengths(argument, "start_indices").map { length in
      guard let number = length.known else { throw misuse("from the number of samples") }
      return number
    }
  }

  /// `x` with `u` in the place of a part of it.
  fileprivate func updated(_ x: Term, by u: Term) throws -> Term {
    let shape = x.shape
    let starts = try starts()
    guard starts.count == shape.rank + 1, u.shape.rank == shape.rank, u.value?.isBatched == true,
      zip(u.shape.dims, shape.dims).allSatisfy({ $0 <= $1 })
    else { throw misuse("of \(shape) by \(u.shape) mixes samples, or is not supported") }
    // A start from which the part would reach over the end is moved back, of the samples too.
    let places = zip(starts.dropFirst(), zip(shape.dims, u.shape.dims)).map { start, lengths in
      min(max(start, 0), lengths.0 - lengths.1)
    }
    let after = shape.dims.indices.map { shape[$0] - places[$0] - u.shape[$0] }
    let isNew = try eq.constant("m", shape, .bool) {
      (0..<shape.count).map { element in
        let index = shape.index(of: element)
        return zip(index, zip(places, u.shape.dims)).allSatisfy { place, part in
          (part.0..<part.0 + part.1).contains(place)
        } ? 1 : 0
      }
    }
    return .select(isNew, u(Pad(before: places, after: after)), x)
  }
}
