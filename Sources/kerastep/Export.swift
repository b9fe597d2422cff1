import ArgumentParser
import Console
import Containers
import Debugging
import Equations
import Exports
import Models
import Views

/// `kerastep export lstm --to c -o lstm.c`: the model as a program in another language, or its
/// equations as a document.
struct Export: ModelSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the model as a program in another language, or its equations as a document.",
    usage: "kerastep export <model> --to <target> [-o <file>] [<options>]",
    discussion: HelpParts.discussion(
      """
      The program computes one sample, with the equations and names of the listing, and checks \
      itself with a recorded input; its first lines say how. numpy's weights go to an .npz beside \
      the file, and so do those of the others when they are many. With --training the program makes \
      a step of fit on a batch: it changes the weights and what the optimizer keeps, and checks three \
      steps. Documents then show the loss, the gradients and the update too.
      """,
      [
        (
          "kerastep export lstm --to c -o lstm.c",
          "a program in C"
        ),
        (
          "kerastep export xor --to numpy -o xor.py",
          "one in NumPy, its weights beside it"
        ),
        (
          "kerastep export xor-untrained --to c --training -o step.c",
          "a step of training in C"
        ),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
  @OptionGroup var options: ModelOptions
  @Option(
    help: ArgumentHelp("numpy, c, cpp, swift, latex or markdown.", valueName: "target"),
    completion: .list(ExportTargets.all.map(\.name)))
  var to: String
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; without one the text is shown.", valueName: "file"),
    completion: .file())
  var output: String?
  @Option(
    help: ArgumentHelp(
      "The input whose length counts and that is recorded; numbers of our own without one.",
      valueName: "value|file"),
    completion: .arrays)
  var input: String?
  @Option(help: ArgumentHelp("The lengths that the model leaves open.", valueName: "n"))
  var timesteps: Int?
  @Flag(help: "latex, markdown: show the numbers of the input beside the equations.")
  var numbers = false
  @Flag(help: "A step of training in place of a prediction; c, cpp, numpy, swift, latex, markdown.")
  var training = false
  @OptionGroup var step: StepOptions

  func perform(_ console: Output) throws -> Int32 {
    let target = try Exporting.target(to)
    if let timesteps, timesteps < 1 {
      throw CommandError("--timesteps \(timesteps) is no length", hint: "a number from 1")
    }
    if input != nil, timesteps != nil {
      throw CommandError("an input has its own length: give --input or --timesteps")
    }
    let opened = try open(telling: console)
    do {
      let exporting = Exporting(target: target, path: output, showsNumbers: numbers)
      if training || step.target != nil {
        try check(exporting)
        let session = try step.session(of: opened, asInFit: training, feed, console)
        return try export(exporting, session, console)
      }
      try step.refuse()
      let prepared = try exporting.prepared(opened, try feed(opened, 1, console))
      return try tell(
        console, text: { try prepared.text(as: target) },
        files: { try prepared.write(as: target) })
    } catch let obstacle as Obstacle {
      console.error("kerastep: nothing is exported, for the model cannot be computed to its end")
      for problem in SummaryTable(model: opened, width: 100_000).problems(obstacle) {
        console.error(problem)
      }
      return Problem.Code.unusableFile
    }
  }

  /// Throws where what is asked for is no step of training, before anything is made.
  private func check(_ exporting: Exporting) throws {
    if step.target != nil, input == nil {
      throw CommandError("--target is of an input", hint: "Give it with --input VALUE or a file")
    }
    guard !exporting.target.showsNumbers else { return }
    _ = try exporting.stepTarget()
    guard training else {
      throw CommandError(
        "a target is for a step of training", hint: "--training writes a program that makes one")
    }
  }

  /// What is fed: what was given, or so many samples of our own.
  private func feed(_ model: Model, _ samples: Int, _ console: Output) throws -> Feed {
    let isOpen = model.inputs.contains { $0.shape?.contains(nil) ?? true }
    if timesteps != nil, !isOpen {
      throw CommandError(
        "--timesteps is for a length that a model leaves open, and \(model.name) leaves none open")
    }
    let feed =
      try input.map { try Feed.read($0, for: model) }
      ?? ExampleInput.feed(for: model, length: timesteps, samples: samples)
    console.note(feed.remarks)
    return feed
  }

  /// A step of training as a program, or a document of all of it.
  private func export(
    _ exporting: Exporting, _ session: Session, _ console: Output
  ) throws -> Int32 {
    guard !exporting.target.showsNumbers else {
      let document = try exporting.document(session)
      return try tell(
        console, text: { try document.text(as: exporting.target) },
        files: { try document.write(as: exporting.target) })
    }
    let target = try exporting.stepTarget()
    let prepared = try exporting.prepared(try session.fitStep())
    return try tell(
      console, text: { try prepared.text(as: target) }, files: { try prepared.write(as: target) })
  }

  private func tell(
    _ console: Output, text: () throws -> String, files: () throws -> [String]
  ) throws -> Int32 {
    if output == nil {
      Message.say(String(try text().dropLast()), isError: false)
    } else {
      console.error("written: \(try files().joined(separator: ", "))")
    }
    return 0
  }
}
