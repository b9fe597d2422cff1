import Containers
import Equations
import Terms

/// Where the learning rate comes from.
package enum LearningRate: Sendable {
  /// A number; in Keras 3 the file holds it among the optimizer's arrays, too.
  case constant(Double)
  /// A function of how many updates there were.
  case schedule(any Schedule)

  /// Reads `learning_rate`, or `lr` of standalone Keras.
  init(_ saved: Saved, default fallback: Double) throws(Obstacle) {
    guard let value = saved.value("learning_rate") ?? saved.value("lr") else {
      self = .constant(fallback)
      return
    }
    if value["class_name"] != nil, value["config"]?["value"] == nil {
      self = .schedule(
        try Schedules.read(value, place: saved.place, generation: saved.generation))
      return
    }
    let key = saved.config["learning_rate"] == nil ? "lr" : "learning_rate"
    self = .constant(try saved.double(key, default: fallback))
  }

  /// Whether Keras 3 keeps it as an array of its own.
  package var isConstant: Bool {
    if case .constant = self { true } else { false }
  }

  /// The rate η; `kept` is the array that holds it, n how many updates there were.
  func write(_ n: Term, kept: Term?, to eq: some EquationList) throws -> Term {
    switch self {
    case .constant(let number): kept ?? .number(number)
    case .schedule(let schedule): try schedule.rate(n, to: eq)
    }
  }
}
