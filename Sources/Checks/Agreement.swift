/// Whether a model computes what Keras computed: an entry for each array of the reference.
package struct Agreement: Sendable {
  package let checks: [ArrayCheck]
  /// What the reader should know: names that were matched, arrays that were left out.
  package let remarks: [String]
  /// What numbers are allowed that no format of 16 bits made.
  package let tolerance: Tolerance

  package init(_ checks: [ArrayCheck], remarks: [String] = [], _ tolerance: Tolerance) {
    self.checks = checks
    self.remarks = remarks
    self.tolerance = tolerance
  }

  /// Arrays that are allowed more, for they were rounded to 16 bits on their way: by how much, each with its names.
  var widened: [(tolerance: Tolerance, names: [String])] {
    var result: [(tolerance: Tolerance, names: [String])] = []
    for check in checks {
      guard let allowed = check.allowed, allowed != tolerance else { continue }
      if let place = result.firstIndex(where: { $0.tolerance == allowed }) {
        result[place].names.append(check.name)
      } else {
        result.append((allowed, [check.name]))
      }
    }
    return result
  }

  /// Whether there is something to compare, and all of it agrees.
  package var isAccepted: Bool { !checks.isEmpty && checks.allSatisfy(\.isAccepted) }
}
