import Tensors

/// The numbers fed without what stands behind the point, as `astype(int)` leaves them, or without their sign (X10).
struct InputTruncated: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, change: @Sendable (Double) -> Double)] = [
    ("without what stands behind the point, as astype(int) has it", { $0.rounded(.towardZero) }),
    ("rounded to whole numbers", { $0.rounded() }),
    ("without its sign", { abs($0) }),
    ("with the other sign", { -$0 }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.hasNumbersFed else { return [] }
    return InputTruncated.ways.map { title, change in
      anatomy.fed(.possible("X10").unpaired, title) { $0.holding($0.elements.map(change)) }
    }
  }
}
