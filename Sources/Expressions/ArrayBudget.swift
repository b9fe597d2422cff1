import Containers
import Terms

/// How many numbers all arrays together may have that one expression makes.
///
/// Each may be within its own limit, and `a + (b + (c + …))` still take all memory there is.
final class ArrayBudget {
  /// How many arrays of the largest size an expression may make.
  static let arrays = 3

  private let limit: Int
  private var taken = 0

  /// `size` is how many elements one array may have.
  init(_ size: Int) { limit = size.multipliedReportingOverflow(by: ArrayBudget.arrays).0 }

  /// Whether numbers may be missing, for one is interrupted; few are always made.
  var isInterrupted: Bool { taken >= 4096 && Interruption.isWished() }

  /// Counts an array; throws when there is no more room, or when one is interrupted.
  func take(_ count: Int) throws(Misfit) {
    guard count <= limit - taken else {
      throw Misfit(
        "the arrays that it makes are too large; together they may have \(limit) elements",
        hint: "name a part: let a = …")
    }
    taken += count
    if isInterrupted { throw Misfit(Interrupted().description) }
  }
}
