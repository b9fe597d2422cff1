import Checks
import Testing

/// Fails with the whole table when something differs.
///
/// Layers that are left for later may end a run; all before them must agree.
func expect(
  _ agreement: Agreement, stoppedBy later: [String] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let wrong = agreement.checks.filter { check in
    guard case .notReached(let obstacle) = check.verdict else { return !check.isAccepted }
    return !later.contains { obstacle.contains($0) }
  }
  var text = ""
  if !wrong.isEmpty { agreement.write(to: &text) }
  #expect(wrong.isEmpty && !agreement.checks.isEmpty, "\(text)", sourceLocation: sourceLocation)
}

/// What is not supported yet, as it is said.
enum Later {
  static let layers =
    ["Highway", "LaterDense", "Scale"].map { "layers of the class \($0) are not supported" }
    + ["Scale is a class of its author's own", "it serves fit alone"]
  /// Keras 2 could be fed (timesteps, samples, features).
  static let options = ["it has time_major=True and is fed samples first"]
}
