import Equations
import Tensors
import Terms

/// What mistakes with the way of a window share: its steps, the distance of its elements, its padding.
extension Anatomy {
  /// A window that goes over its input in another way, in convolutions or pooling.
  ///
  /// Where there are more places then, all of them are taken, or as many from the first on as there are to be.
  func inSlidings(
    of frames: [Frame], _ name: MistakeName, _ title: String,
    _ change: @escaping @Sendable (_ sliding: Sliding, _ window: [Int]) -> Sliding?
  ) -> [Slip] {
    guard program.loss == nil else { return [] }
    return [false, true].flatMap { isCut in
      inCalls(frames, name, title + (isCut ? ", cut to size" : "")) { draft in
        draft.term.mappingSlidings(isCut: isCut) { sliding, window in
          change(sliding, window).flatMap { $0 == sliding ? nil : $0 }
        }
      }
    }
  }
}

extension Term {
  /// The term with windows that go over their input in another way; nil where none changes.
  fileprivate func mappingSlidings(
    isCut: Bool, _ change: (_ sliding: Sliding, _ window: [Int]) -> Sliding?
  ) -> Term? {
    /// The part as it becomes, or as much of it as the part has.
    func changed(
      _ own: Term, _ sliding: Sliding, _ window: [Int], _ apply: (Sliding) -> Term
    ) -> Term? {
      guard let part = change(sliding, window).map(apply), isCut else {
        return change(sliding, window).map(apply)
      }
      let (dims, wanted) = (part.shape.dims, own.shape.dims)
      guard dims != wanted, dims.count == wanted.count, zip(dims, wanted).allSatisfy({ $0 >= $1 })
      else { return nil }
      return part(Slice(wanted.map { .range(0, $0, step: nil) }))
    }
    func window(_ operands: [Term], _ rank: Int) -> [Int] {
      operands.count == 2 ? Array(operands[1].shape.dims.prefix(rank)) : []
    }
    return mapping(Convolve.self) { op, operands in
      changed(.apply(op, operands), op.sliding, window(operands, op.rank)) {
        .apply(Convolve(rank: op.rank, $0, groups: op.groups), operands)
      }
    }
      ?? mapping(DepthwiseConvolve.self) { op, operands in
        changed(.apply(op, operands), op.sliding, window(operands, op.rank)) {
          .apply(DepthwiseConvolve(rank: op.rank, $0), operands)
        }
      }
      ?? mapping(Pool.self) { op, operands in
        changed(.apply(op, operands), op.sliding, op.window) {
          .apply(
            Pool(op.kind, window: op.window, strides: $0.strides, padding: $0.padding), operands)
        }
      }
  }
}
