import Equations
import Tensors
import Terms

/// The zeros of a ZeroPadding layer, or what a Cropping layer takes off, at the other end of each axis, or along the other
/// axis (C26); an UpSampling layer that repeats all of the image where it repeats every number.
struct SidesExchanged: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name = MistakeName.known("C26").unpaired
    let paddings = anatomy.calls.filter { $0.kind.hasPrefix("ZeroPadding") }
    let croppings = anatomy.calls.filter { $0.kind.hasPrefix("Cropping") }
    let ups = anatomy.calls.filter { $0.kind.hasPrefix("UpSampling") }
    let padded = anatomy.inCalls(paddings, name, "the zeros at the other end of each axis") {
      $0.term.mapping(Pad.self) { op, operands in
        operands.first.map { $0(Pad(before: op.after, after: op.before)) }
      }
    }
    let across = anatomy.inCalls(paddings, name, "the zeros of height and width exchanged") {
      $0.term.mapping(Pad.self) { op, operands in
        guard op.before.count > 2 else { return nil }
        return operands.first.map {
          $0(Pad(before: op.before.exchangingFirst, after: op.after.exchangingFirst))
        }
      }
    }
    let cropped = anatomy.inCalls(croppings, name, "cropped at the other end of each axis") {
      $0.term.mapping(Slice.self) { op, operands in
        operands.first.flatMap { SidesExchanged.turned(op, $0) }
      }
    }
    let croppedAcross = anatomy.inCalls(
      croppings, name, "what is cropped of height and width exchanged"
    ) {
      $0.term.mapping(Slice.self) { op, operands in
        guard op.indices.count > 1 else { return nil }
        return operands.first.map {
          $0(Slice([op.indices[1], op.indices[0]] + op.indices.dropFirst(2)))
        }
      }
    }
    let tiled = anatomy.inCalls(ups, name, "the image repeated as a whole, not each number") {
      $0.term.mapping(Upsample.self) { op, operands in
        operands.first.map { SidesExchanged.tiled($0, op.factors) }
      }
    }
    return padded + across + cropped + croppedAcross + tiled
  }

  /// As much taken off, at the other end of each axis.
  private static func turned(_ op: Slice, _ x: Term) -> Term? {
    var indices: [Slice.Index] = []
    for (axis, index) in op.indices.enumerated() {
      guard axis < x.shape.rank else { return nil }
      guard case .range(let start, let stop, nil) = index else {
        indices.append(index)
        continue
      }
      let length = x.shape[axis]
      let (front, back) = (start ?? 0, stop.map { $0 < 0 ? -$0 : length - $0 } ?? 0)
      indices.append(.range(back, length - front, step: nil))
    }
    return x(Slice(indices))
  }

  private static func tiled(_ x: Term, _ factors: [Int]) -> Term {
    factors.enumerated().reduce(x) { term, factor in
      .apply(
        Concatenate(axis: factor.offset), [Term](repeating: term, count: max(1, factor.element)))
    }
  }
}

extension [Int] {
  fileprivate var exchangingFirst: [Int] { [self[1], self[0]] + dropFirst(2) }
}
