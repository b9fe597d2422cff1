import Debugging
import Equations
import Terms

/// What the reader should know besides the verdict.
extension Trial {
  /// What says more than a weight does that an optimizer has changed which divides the slopes by their size.
  var signRemark: String? {
    guard experiment.anatomy.updates.contains(where: { $0.term.contains(Sqrt.self) }),
      let place = given.first?.place,
      let end = ["_next", "'", "′"].first(where: { place.hasSuffix($0) }),
      let point = place.lastIndex(of: ".")
    else { return nil }
    let weight = place[place.index(after: point)...].dropLast(end.count)
    let gradient = "\(place[...point])d\(weight)"
    return
      "A step of this optimizer is nearly the rate with the sign of the slope, and so says little. "
      + "Give the gradient, \(gradient), or the weights after a further step."
  }

  /// What NaN and inf among the user's numbers come from, where the right ones are finite.
  var overflowRemark: String? {
    let count = zip(exact.user, exact.right).count { !$0.isFinite && $1.isFinite }
    guard count > 0 else { return nil }
    let text =
      "\(count) of the numbers \(count == 1 ? "is" : "are") inf or NaN: something overflowed."
    let hasSoftmax = experiment.right.program.instructions.contains {
      $0.op is Softmax || $0.op is LogSoftmax
    }
    return text + " exp(x) is infinite in float32 from 88.73 on, and inf / inf is NaN"
      + (hasSoftmax ? ": a softmax subtracts the largest number of its row first." : ".")
  }
}
