import ArgumentParser
import Debugging
import Models

/// What `compile` tells a model, where the file does not or where something else is to count.
struct Compilation: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The loss in place of the file's: mse, \"mean(square(y - output))\".",
      valueName: "name|expression"))
  var loss: String?
  @Option(
    help: ArgumentHelp("The optimizer in place of the file's: adam(lr=0.01).", valueName: "text"))
  var optimizer: String?
  @Option(
    help: ArgumentHelp("What Keras trains with: tensorflow, jax or torch.", valueName: "name"))
  var backend: Backend?

  /// The options that are given.
  var given: [String] {
    [
      loss.map { _ in "--loss" }, optimizer.map { _ in "--optimizer" },
      backend.map { _ in "--backend" },
    ].compactMap { $0 }
  }

  /// Whether anything is said that the file does not say.
  var isGiven: Bool { loss != nil || optimizer != nil || backend ?? .tensorflow != .tensorflow }

  /// Tells a session all of it.
  func apply(to session: Session) throws {
    try session.useLoss(loss)
    try session.useOptimizer(optimizer)
    try session.useBackend(backend ?? .tensorflow)
  }

  /// The commands of the prompt that say the same.
  var commands: [String] {
    var result: [String] = []
    if let loss { result.append("set loss \(loss)") }
    if let optimizer { result.append("set optimizer \(optimizer)") }
    if let backend, backend != .tensorflow { result.append("set backend \(backend.rawValue)") }
    return result
  }
}

extension Backend: ExpressibleByArgument {}
