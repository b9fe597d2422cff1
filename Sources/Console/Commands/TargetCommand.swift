import Debugging
import Equations
import Models
import Terminal

/// `target [1, 0]`: what the outputs are compared with.
struct TargetCommand: Command {
  let names = ["target"]
  let group = CommandGroup.model
  let reach: Reach = [.walks, .changes, .readsFiles]
  let summary = "compare the outputs with targets: the walk goes on to the loss and back"
  let usage = [
    "target VALUE", "target FILE", "target OUTPUT=VALUE …",
    "target VALUE weights=VALUE", "target", "target -d",
  ]
  let example = ["feed [0, 1]", "set loss binary_crossentropy", "target 1", "c", "p loss.L"]
  let details = """
    VALUE is y for what was fed, as feed takes values: of the output's shape, or the numbers of \
    classes for sparse_categorical_crossentropy; for a batch one for each sample. FILE is .npy or \
    .npz (with the outputs' names, or y0, y1, …). weights are what the samples weigh, one number each. The loss is the one that the file was compiled \
    with, or what set loss says, by a name or as an expression: set loss mean(square(y - output)). Behind the outputs then stand its equations and those of the \
    gradients of all weights that training changes, from the last to the first: dense.dW is typed \
    for \u{2202}W. They are stepped through, listed, explained and stopped at like any other; in a \
    recurrent layer time runs down, and lstm@2.dC is the gradient of lstm@2.C. Alone it takes what \
    the data set says of the sample that is fed, its y0, y1, …. -d ends the walk \
    at the outputs again, and so does the next feed.
    """
  let completion = Completion.Kind.file(.arrays)

  func run(_ arguments: String, _ console: Console) throws {
    let (session, _) = try console.requireMachine()
    if arguments == "-d" {
      try session.forgetTarget()
      return console.output.lines(console.prose("the walk ends at the outputs"))
    }
    if !arguments.isEmpty {
      try session.target(arguments.expandingHome, names: Scope(console.debugger))
    } else if try !session.targetOfData(), session.aim == nil {
      throw CommandError(
        "target needs what the outputs are to be", hint: "target 1, say, or target y.npy")
    }
    console.output.lines(console.prose(TargetCommand.report(session)))
    if let problem = session.optimizerProblem {
      console.output.lines(
        console.prose("no update stands behind the gradients: \(Problem.text(problem))"))
    }
    let isTraining = session.mode.trainingSeed != nil
    if let difference = session.model.trainingDifference(isTraining: isTraining) {
      console.output.lines(console.prose(difference.visible))
    }
  }

  /// What stands behind the outputs now.
  static func report(_ session: Session) -> String {
    guard let machine = session.machine, let aim = session.aim else { return "" }
    let program = machine.program
    let losses = aim.judged.map { one in
      "\(one.title) of \(one.name)".visible
    }
    let behind = program.tickCount - program.predictionTicks
    let weights = program.gradients.count
    let gradients =
      weights == 1 ? "the gradient of 1 weight" : "the gradients of \(weights) weights"
    return "\(losses.joined(separator: ", ")): \(behind) equations behind the outputs, "
      + (weights == 0 ? "no weight is trained" : "with \(gradients)")
  }
}
