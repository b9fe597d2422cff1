import Debugging
import Models
import Tensors
import Views

/// `train 10`: whole steps of training, one batch each.
struct TrainCommand: Command {
  let names = ["train"]
  let group = CommandGroup.walking
  let reach: Reach = [.walks, .changes]
  let summary = "make steps of training: forwards, the loss, back, and the update of the weights"
  let usage = ["train", "train N", "train epoch", "train epoch N", "train -d"]
  let example = [
    "open xor-untrained", "train", "train 9", "until loss < 0.69", "rev train 5",
  ]
  let details = """
    A step goes to the end of what stands behind the outputs: the loss, the gradients, and what the \
    optimizer makes of the weights. What was fed with its target is one batch, the same in every \
    step. A bundled model trains on the samples that come with it, unless something is fed; \
    samples FILE.npz with x0 and y0 is cut into batches (set batch 32), in the order of the data \
    or of a draw (set shuffle 1), and train epoch goes through all of it once. The optimizer is the \
    file's, with what it has kept, or what set optimizer names. Steps are part of the walk: step, \
    continue and their reverses go from one to the next, breakpoints and watches stop in the step \
    where they hold, until loss < 0.1 trains on until that is so, and rev train goes back, to the \
    same numbers; p train@9/dense.W shows what the step of that number was given. What is fed next is \
    predicted with the weights as they are then; -d goes back to the file's.
    """
  let repeats = true
  let reverse: String? = "goes back to the end of the step before"
  let completion = Completion.Kind.words(["epoch", "-d"])

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let (word, rest) = arguments.firstWord
    if arguments == "-d" {
      try session.forgetTraining()
      return console.output.lines(
        console.prose("the weights are again as they were when the file was opened"))
    }
    let isEpoch = word == "epoch"
    let count = try TrainCommand.count(isEpoch ? rest : arguments)
    let fitted = session.fits
    try console.beginWithOwnSamples()
    let machine = try session.requireTraining()
    if session.fits, !fitted {
      console.output.lines(
        console.prose(
          "as in fit: all layers do as in training from here on, until something is fed"))
    }
    let first = machine.nextStep
    if first == 0 { console.tell(remarks: session.aim?.remarks ?? []) }
    let steps = isEpoch ? try session.steps(ofEpochs: count) : count
    let stop = try session.train(steps)
    try console.showTrained(stop, since: first)
  }

  static func count(_ text: String) throws(CommandError) -> Int {
    if text.isEmpty { return 1 }
    guard let count = Int(text), (1...1_000_000_000).contains(count) else {
      throw CommandError(
        "\(text) is no number of steps", hint: "train 10, train epoch 3, or train -d")
    }
    return count
  }
}

extension Console {
  /// Begins to train a bundled model on the samples that come with it, where nothing is fed.
  fileprivate func beginWithOwnSamples() throws {
    let session = try requireSession()
    guard session.machine == nil, session.data == nil,
      let path = Bundled.samples(of: session.model)
    else { return }
    let data = try Session.DataSet(readingFile: path, for: session.model)
    try session.beginTraining(on: data)
    output.lines(prose("trained on what comes with the model: \(SamplesCommand.title(data))"))
  }

  /// Shows how far training has come, and where it was stopped; `first` is the first step that ended meanwhile.
  func showTrained(_ stop: Stop, since first: Int) throws {
    guard case .arrived = stop.reason, let machine = session?.machine, machine.isAtEnd else {
      if case .end = stop.reason, let machine = session?.machine, machine.isAtEnd {
        return try tellTrained(machine, since: first)
      }
      return try show(stop)
    }
    try tellTrained(machine, since: first)
  }

  private func tellTrained(_ machine: Machine, since first: Int) throws {
    let report = TrainingReport(machine, since: first)
    if output.emitsJSON { return output.json("train", report.json) }
    output.lines(report.lines(presentation))
    output.lines(displayLines())
  }

  /// Goes back over whole steps.
  func untrain(_ arguments: String) throws {
    let session = try requireSession()
    let stop = try session.untrain(try TrainCommand.count(arguments))
    guard let machine = session.machine, machine.isAtEnd, case .arrived = stop.reason else {
      return try show(stop)
    }
    output.lines(TrainingReport(machine, since: machine.step).lines(presentation))
    output.lines(displayLines())
  }
}
