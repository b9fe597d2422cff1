import Equations
import Terms

/// `y = x`: what a model of Keras 2 adds to the loss of fit, or to its metrics (`add_loss`, `add_metric`).
struct AddedLoss: UnaryLayer {
  static let classNames = ["AddLoss", "AddMetric"]
  static let ignoredKeys: Set<String> = ["unconditional", "aggregation", "metric_name"]
  let kind: String
  var keepsMask: Bool { false }
  var castsInputs: Bool { kind == "AddMetric" }
  var isOfFitAlone: Bool { true }

  init(_ config: Config) throws { kind = config.kind }

  var title: String { kind }

  func lower(_ x: Term, to eq: Equations) throws -> Term { try eq("y", x, "unchanged") }
}
