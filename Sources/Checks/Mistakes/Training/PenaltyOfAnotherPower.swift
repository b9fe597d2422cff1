import Tensors
import Terms

/// `λ·Σ|w|` where L2 has `λ·Σw²`, and the other way round.
struct PenaltyOfAnotherPower: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let absolute = anatomy.slip(
      "T94", "L1 in the place of L2: λ·sign(w) for 2λ·w", in: anatomy.gradients
    ) { _, term in
      term.mappingSummands { part in
        guard let (w, share) = part.penaltyOfSquares else { return part }
        return w(Sign()) * .number(share)
      }
    }
    let loss = anatomy.slip(
      "T94", "L1 in the place of L2: λ·Σ|w| for λ·Σw²", in: anatomy.losses
    ) { site, term in
      site.name.hasPrefix("penalty") ? term.mapping(Square.self) { _, w in w.first?(Abs()) } : nil
    }
    let squares = anatomy.slip(
      "T94", "L2 in the place of L1: 2λ·w for λ·sign(w)", in: anatomy.gradients
    ) { _, term in
      term.mappingSummands { part in
        guard let (sign, share) = part.pair(of: Multiply.self), let number = share.plainNumber,
          let w = sign.operand(of: Sign.self), w.value?.role == .weight
        else { return part }
        return 2 * w * .number(number)
      }
    }
    let averaged = anatomy.slip(
      .possible("T94").unpaired, "the mean of the squares in L2, not their sum",
      in: anatomy.gradients
    ) { _, term in
      term.mappingSummands { part in
        guard let (w, _) = part.penaltyOfSquares else { return part }
        return part / .number(Double(max(w.shape.count, 1)))
      }
    }
    return [absolute, loss, squares, averaged].compactMap { $0 }
  }
}

extension Term {
  /// w and λ of `2 ⊙ w ⊙ λ`.
  fileprivate var penaltyOfSquares: (w: Term, share: Double)? {
    guard let (twice, share) = pair(of: Multiply.self), let number = share.plainNumber,
      let (two, w) = twice.pair(of: Multiply.self), two.plainNumber == 2,
      w.value?.role == .weight
    else { return nil }
    return (w, number)
  }
}
