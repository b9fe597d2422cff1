import Tensors
import Terms

/// Labels moved a little towards each other, `label_smoothing`.
enum LabelSmoothing {
  /// `y·(1 − s) + s/2`.
  static func binary(_ y: Term, _ smoothing: Double, _ eq: some EquationList) throws -> Term {
    guard smoothing != 0 else { return y }
    return try smooth(y, smoothing, 0.5 * smoothing, eq)
  }

  /// `y·(1 − s) + s/classes`.
  static func categorical(
    _ y: Term, _ smoothing: Double, along axis: Int, _ eq: some EquationList
  ) throws -> Term {
    guard smoothing != 0 else { return y }
    let classes = y.shape.axis(axis).map { y.shape[$0] } ?? 1
    return try smooth(y, smoothing, smoothing / Double(max(classes, 1)), eq)
  }

  private static func smooth(
    _ y: Term, _ smoothing: Double, _ share: Double, _ eq: some EquationList
  ) throws -> Term {
    try eq(
      Name("y_smooth", "y∼"), y * .rest(of: smoothing) + .number(share),
      "labels smoothed, s = \(smoothing)")
  }
}
