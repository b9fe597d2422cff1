import ArgumentParser
import Console
import Containers
import Debugging
import Models
import Tensors
import Views

/// `kerastep train model.keras data.npz -o after.keras`: what `fit` does, without Keras.
struct Train: ModelSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a model on a data set, batch by batch.",
    usage: "kerastep train <model> [<data>] [-o <file>] [<options>]",
    discussion: HelpParts.discussion(
      """
      DATA is a .npz with the inputs x0, x1, …, the targets y0, y1, … and perhaps sample_weight; the \
      batches come in its order. A bundled model brings its own. Loss and optimizer are those that the file was compiled with, the optimizer with what it \
      has kept, or what --loss and --optimizer name. Without -o it only tells the losses.
      """,
      [
        (
          "kerastep train xor-untrained --epochs 100",
          "the loss of each epoch, as fit prints it"
        ),
        (
          "kerastep train model.keras data.npz --batch 8 -o after.keras",
          "the model with its new weights, which Keras opens"
        ),
        (
          "kerastep train model.keras data.npz --steps 3 -o after.npz",
          "the loss of three steps, and the weights by their paths"
        ),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
  @OptionGroup var options: ModelOptions
  @Argument(
    help: "A .npz with inputs x0, x1, … and targets y0, y1, …; a bundled model's own without one.",
    completion: .file(extensions: ["npz"]))
  var data: String?
  @Option(help: ArgumentHelp("How often to go through the data; 1 unless --steps.", valueName: "n"))
  var epochs: Int?
  @Option(help: ArgumentHelp("How many batches to take instead.", valueName: "n"))
  var steps: Int?
  @Option(
    help: ArgumentHelp(
      "How many samples make a batch; 32, or as many as the file fixes.", valueName: "n"))
  var batch: Int?
  @Option(help: ArgumentHelp("Draw the order of every epoch from a number.", valueName: "seed"))
  var shuffle: Int?
  @OptionGroup var compilation: Compilation
  @Option(
    help: ArgumentHelp(
      "What samples weigh by their class: '0=1 1=5', as fit's class_weight.", valueName: "weights"))
  var classWeight: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the weights to .npz, or the model as it was opened.", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    for (name, number) in [("--epochs", epochs), ("--steps", steps), ("--batch", batch)] {
      if let number, !(1...1_000_000_000).contains(number) {
        throw ValidationError("\(name) takes a number from 1")
      }
    }
    if epochs != nil, steps != nil {
      throw ValidationError("--epochs and --steps say the same in two ways: give one")
    }
    if let classWeight, ClassWeighting(classWeight) == nil {
      throw ValidationError("\(classWeight) is no weights of classes: --class-weight '0=1 1=5'")
    }
    if let output, ![".npz", ".keras", ".h5"].contains(where: output.hasSuffix) {
      throw ValidationError("\(output): the ending must be .npz, .keras or .h5")
    }
  }

  func perform(_ console: Output) throws -> Int32 {
    let session = Session(try open(telling: console))
    try compilation.apply(to: session)
    try session.useClassWeights(classWeight.flatMap { ClassWeighting($0) })
    try session.useBatches(Session.BatchSetting(size: batch ?? 32, seed: shuffle))
    if let batch, let fixed = session.model.fixedBatch, batch != fixed {
      throw CommandError(
        "\(session.model.name) keeps its states for batches of \(fixed), as its file says, and for no others",
        hint: "leave --batch out")
    }
    guard let data = data ?? Bundled.samples(of: session.model) else {
      throw CommandError(
        "\(session.model.name) comes with no data",
        hint: "Name a file: kerastep train \(words.joined(separator: " ")) data.npz")
    }
    let set = try Session.DataSet(readingFile: data, for: session.model)
    console.note(set.feed.remarks)
    guard !set.targets.isEmpty else {
      throw CommandError("\(data) has no targets", hint: "y0, y1, …, one for each output")
    }
    if let output, !output.hasSuffix(".npz") { try session.checkSaving(to: output) }
    try session.open(set)
    let machine = try session.requireTraining()
    console.note(session.aim?.remarks ?? [])
    let perEpoch = machine.batchSizes.count
    let count = steps ?? (epochs ?? 1).multipliedSaturating(by: perEpoch)
    try console.train(session, count, perEpoch)
    guard let output else { return 0 }
    try write(output, session, console)
    return 0
  }

  private func write(_ path: String, _ session: Session, _ console: Output) throws {
    guard path.hasSuffix(".npz") else {
      console.note(try session.save(to: path))
      return console.error("the model is written to \(path)")
    }
    let losses = session.machine?.losses ?? []
    let arrays =
      [NamedTensor("loss", Tensor(Shape([losses.count]), .float32, losses))]
      + (try session.variablesNow())
    try ArrayFile.write(arrays, to: path)
    console.error("\(arrays.count) arrays written to \(path)")
  }
}

extension Output {
  /// Makes steps and tells the loss of every epoch as it ends, or of the last step.
  fileprivate func train(_ session: Session, _ count: Int, _ perEpoch: Int) throws {
    var left = count
    while left > 0, let machine = session.machine {
      let part = min(left, perEpoch)
      let first = machine.nextStep
      _ = try session.train(part)
      try Interruption.check()
      left -= part
      lines(TrainingReport(machine, since: first).plainLines)
    }
  }
}

extension Int {
  fileprivate func multipliedSaturating(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
