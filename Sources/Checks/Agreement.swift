/// Whether a model computes what Keras computed: an entry for each array of the reference.
package struct Agreement: Sendable {
  package let checks: [ArrayCheck]
  /// What the reader should know: names that were matched, arrays that were left out.
  package let remarks: [String]
  package let tolerance: Tolerance

  package init(_ checks: [ArrayCheck], remarks: [String] = [], _ tolerance: Tolerance) {
    self.checks = checks
    self.remarks = remarks
    self.tolerance = tolerance
  }

  /// Whether there is something to compare, and all of it agrees.
  package var isAccepted: Bool { !checks.isEmpty && checks.allSatisfy(\.isAccepted) }
}
