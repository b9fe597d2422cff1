import Tensors
import Terms

/// `class_weight` of `fit`: what a sample weighs by its class; classes that are not named weigh 1.
package enum ClassWeights {
  /// Writes the weight of a sample: of its class y, or of the greatest place of a y with several.
  package static func write(
    _ y: Term, _ weights: [Int: Double], named name: Name = "w", to eq: some EquationList
  ) throws -> Term {
    let label = label(of: y)
    var term: Term = 1
    for (number, weight) in weights.sorted(by: { $0.key > $1.key }) {
      term = .select(.equal(label, .number(Double(number))), .number(weight), term)
    }
    return try eq(name, term, "weight of the sample's class")
  }

  /// The class of a sample: the greatest place of several numbers, or the one number, rounded.
  private static func label(of y: Term) -> Term {
    guard y.shape.rank > 0 else { return y(Round()) }
    guard y.shape.width == 1 else { return y.greatestPlace }
    let others = [Slice.Index](repeating: .all, count: y.shape.rank - 1)
    return y(Slice(others + [.at(0)]))(Round())
  }
}
