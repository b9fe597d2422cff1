/// Whether a model computes what Keras computed: an entry for each array of the reference.
public struct Agreement: Sendable {
  public let checks: [ArrayCheck]
  /// What the reader should know: names that were matched, arrays that were left out.
  public let remarks: [String]
  public let tolerance: Tolerance

  public init(_ checks: [ArrayCheck], remarks: [String] = [], _ tolerance: Tolerance) {
    self.checks = checks
    self.remarks = remarks
    self.tolerance = tolerance
  }

  /// Whether there is something to compare, and all of it agrees.
  public var isAccepted: Bool { !checks.isEmpty && checks.allSatisfy(\.isAccepted) }
}
