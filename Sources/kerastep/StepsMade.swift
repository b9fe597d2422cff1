import Checks
import Console
import Containers
import Debugging
import Equations
import Expressions
import Models

/// Steps of training, made one after the other so that numbers of any of them can be diagnosed.
final class StepsMade {
  private let session: Session
  private let isOnData: Bool
  private var count = 0

  /// Of one batch with a target, or of a data set with targets of its own.
  init(
    _ model: Model, _ input: InputArgument, target: String?, batch: Int?,
    _ compilation: Compilation, _ output: Output
  ) throws {
    session = Session(model)
    try compilation.apply(to: session)
    isOnData = target == nil
    if let target {
      try session.feed(try input.read(for: model, output))
      try session.target(target, names: NoNames())
    } else {
      let set = try Session.DataSet(readingFile: input.text, for: model)
      guard !set.targets.isEmpty else {
        throw CommandError(
          "\(input.text) has no target, so there is no loss",
          hint: "--target VALUE says what the output is to be; a .npz may hold y0 beside x0.")
      }
      try session.useBatches(
        Session.BatchSetting(size: batch ?? Session.BatchSetting().size))
      try session.open(set)
    }
  }

  /// Who is asked about the step of an update, behind those before it; updates are asked for in their order.
  func doctor(of update: Int) throws -> Diagnostician {
    try make(update)
    try Interruption.check()
    guard let step = try session.givenStep() else { throw CommandError("nothing was fed") }
    return try Diagnostician(step, since: session.stepSinceFirst)
  }

  private func make(_ update: Int) throws {
    defer { count = update }
    if update == 1, !isOnData, !hasOptimizer {
      // Without an optimizer there are gradients, made as in training.
      if session.model.trainingDifference(isTraining: false) != nil { try session.train(seed: 0) }
      _ = try session.machine?.resume()
    } else if update > count {
      _ = try session.train(update - count)
    }
  }

  private var hasOptimizer: Bool { (try? session.requireOptimizer()) != nil }

  /// What a person should know of the numbers here: what is drawn at random.
  var remark: String? {
    guard session.machine?.program.draws.isEmpty == false else {
      return session.model.trainingDifference(isTraining: true)
    }
    return
      "what is dropped is drawn here from seed 0, and what comes behind it follows that; set mask at the prompt says what you dropped"
  }

  /// The words of a command line that come to the end of a step, behind those that open the model.
  func words(
    to update: Int, input: String, target: String?, batch: Int?, _ compilation: Compilation
  ) -> [String] {
    let fed = target == nil ? [] : ["--input", ShellWord.quoted(input)]
    let given = target.map { ["target \($0)"] } ?? ["samples \(input)"]
    let size = batch.map { ["set batch \($0)"] } ?? []
    let trains = hasOptimizer ? ["train \(update)"] : []
    return fed + ShellWord.commands(compilation.commands + given + size + trains)
  }
}
