import Tensors

/// A factor of low rank beside another weight (…, n): the left one is (…, rank), the right one (rank, n).
package struct WeightFactor: Sendable, Hashable {
  package enum Side: Sendable, CaseIterable { case left, right }

  /// The other weight.
  package let key: String
  private let side: Side
  private let rank: Int

  init(of key: String, _ side: Side, rank: Int) {
    (self.key, self.side, self.rank) = (key, side, rank)
  }

  /// Its shape for that of the weight beside which it stands.
  package func shape(besides weight: Shape) -> Shape {
    switch side {
    case .left: Shape(weight.dims.dropLast() + [rank])
    case .right: Shape([rank] + weight.dims.suffix(1))
    }
  }
}
