import ArgumentParser
import Console
import Debugging
import Expressions
import Models

/// What a step of training is made of that the file does not say.
struct StepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the outputs of the input are to be; of our own without one.", valueName: "value|file"),
    completion: .arrays)
  var target: String?
  @OptionGroup var compilation: Compilation

  /// Throws where something of training is said and nothing is trained.
  func refuse() throws {
    guard let name = compilation.given.first else { return }
    throw CommandError("\(name) is for a step of training", hint: "--training exports one")
  }

  /// A model that was fed a batch and given its targets; `asInFit`: whether layers do as in training.
  func session(
    of model: Model, asInFit: Bool,
    _ feed: (_ model: Model, _ samples: Int, _ console: Output) throws -> Feed, _ console: Output
  ) throws -> Session {
    guard compilation.loss != nil || model.training?.hasLoss ?? false else {
      throw NotCompiled(model.name, without: .loss)
    }
    guard !asInFit || compilation.optimizer != nil || model.training?.hasOptimizer ?? false else {
      throw NotCompiled(model.name, without: .optimizer)
    }
    let session = Session(model)
    if asInFit { try session.train(seed: 0) }
    try compilation.apply(to: session)
    try session.feed(try feed(model, StepOptions.samples, console))
    if let target {
      try session.target(target, names: NoNames())
    } else {
      try session.target(try session.exampleTargets())
    }
    return session
  }

  /// How many samples a batch of our own has.
  private static let samples = 4
}
