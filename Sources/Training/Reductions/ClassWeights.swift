import Tensors
import Terms

/// `class_weight` of `fit`: what a sample weighs by its class; classes that are not named weigh 1.
package enum ClassWeights {
  /// Writes the weight of a sample: of its class y, or of the greatest place of a y with several.
  package static func write(
    _ y: Term, _ weights: [Int: Double], to eq: some EquationList
  ) throws -> Term {
    let isOneHot = y.shape.rank > 0 && y.shape.width > 1
    let label = isOneHot ? y.greatestPlace : y(Round())(Reshape(without(y)))
    var term: Term = 1
    for (number, weight) in weights.sorted(by: { $0.key > $1.key }) {
      term = .select(.equal(label, .number(Double(number))), .number(weight), term)
    }
    return try eq("w", term, "weight of the sample's class")
  }

  private static func without(_ y: Term) -> [Int] {
    y.shape.rank > 0 && y.shape.width == 1 ? Array(y.shape.dims.dropLast()) : y.shape.dims
  }
}
