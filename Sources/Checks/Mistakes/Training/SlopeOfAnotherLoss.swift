import Tensors
import Terms

/// The slope of MSE or of MAE where the loss is a cross-entropy, and the other ways round.
struct SlopeOfAnotherLoss: Mistake {
  private typealias Way = (title: String, slope: @Sendable (CrossSlope) -> Term?)

  func slips(in anatomy: Anatomy) -> [Slip] {
    SlopeOfAnotherLoss.ofCrossentropy(anatomy) + SlopeOfAnotherLoss.ofErrors(anatomy)
  }

  /// What stands for `p − y` of a cross-entropy.
  private static func ofCrossentropy(_ anatomy: Anatomy) -> [Slip] {
    let ways: [Way] = [
      ("the slope of MSE through the activation, not of the cross-entropy", { $0.through(2) }),
      (
        "the slope of ½(ŷ − y)² through the activation, not of the cross-entropy", { $0.through(1) }
      ),
      ("the slope of MAE through the activation, not of the cross-entropy", { $0.through(nil) }),
    ]
    return ways.compactMap { title, slope in
      anatomy.slip(.possible("T58"), title, in: anatomy.lossSlopes) { site, term in
        CrossSlope(site, term, anatomy).flatMap(slope)
      }
    }
  }

  /// The slopes of MSE and MAE for each other, and a cross-entropy's for MSE's.
  private static func ofErrors(_ anatomy: Anatomy) -> [Slip] {
    let absolute = anatomy.slip(
      .possible("T58"), "the slope of MSE for MAE's, which is the sign of ŷ − y",
      in: anatomy.slopes
    ) { _, term in
      term.replacing { part in part.operand(of: Sign.self).map { 2 * $0 } }
    }
    let squared = anatomy.slopes.filter { $0.term.contains { $0.doubled != nil } }
    let sign = anatomy.slip(
      .possible("T58"), "the slope of MAE, the sign of ŷ − y, for MSE's", in: squared
    ) { _, term in term.replacing { part in part.doubled.map { $0(Sign()) } } }
    let paths = Set(squared.map(\.path))
    let crossed = anatomy.activationSlopes.filter { paths.contains($0.path) }
    let plain = anatomy.slip(
      .possible("T58"), "a − y, the slope of a cross-entropy, for that of MSE", in: crossed
    ) { site, term in
      guard let activated = anatomy.activation(of: site), let slope = term.value("da") else {
        return nil
      }
      if activated.isApplied(Sigmoid.self) { return 0.5 * slope }
      guard activated.isApplied(Softmax.self) else { return nil }
      return .number(0.5 * Double(term.shape.width)) * slope
    }
    return [absolute, sign, plain].compactMap { $0 }
  }
}

extension Term {
  /// `ŷ − y` of `2 ⊙ (ŷ − y)`.
  fileprivate var doubled: Term? {
    guard let (factor, rest) = pair(of: Multiply.self), factor.plainNumber == 2,
      rest.pair(of: Subtract.self) != nil
    else { return nil }
    return rest
  }
}
