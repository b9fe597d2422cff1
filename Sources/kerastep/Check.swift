import ArgumentParser
import Checks
import Console
import Containers
import Models

/// `kerastep check model.keras golden.npz`: whether a model computes what Keras computed.
struct Check: ModelSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compare with what Keras computed; ends with 1 where it differs.",
    usage: "kerastep check <model> <golden> [<options>]",
    discussion: HelpParts.discussion(
      """
      Numbers agree within \(Tolerance.usual(of: "reference")), in half precision within what its \
      roundings allow. Where one does not, the model is computed in float64 as well, and what rounding \
      explains is told as rounding, not as a difference. A file with an array loss is of training: inputs \
      x0, x1, …, targets y0, y1, … of one batch, loss before each of k updates on it, PATH:grad the \
      gradient in the first, PATH@n the weight after n, PATH being Keras' (dense/kernel). --atol and --rtol decide alone: nothing is \
      excused then. Arrays behind a layer that cannot be computed are counted as not reached.
      """,
      [
        (
          "kerastep check model.keras golden.npz",
          "whether the outputs are what Keras computed"
        ),
        (
          "kerastep check model.keras golden.npz --layers",
          "the layers' outputs too"
        ),
        (
          "kerastep check model.keras step.npz",
          "whether steps of training are Keras': loss, PATH:grad, PATH@n"
        ),
      ],
      codes: "0 all agree; 1 something differs; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
  @OptionGroup var options: ModelOptions
  @Argument(
    help:
      "A golden .npz: inputs x0, x1, …, outputs y0, y1, …, layer outputs by name; or steps of training.",
    completion: .file(extensions: ["npz"]))
  var golden: String
  @Option(help: ArgumentHelp("Relative tolerance; without an excuse for rounding.", valueName: "r"))
  var rtol: Double?
  @Option(help: ArgumentHelp("Absolute tolerance; without an excuse for rounding.", valueName: "a"))
  var atol: Double?
  @OptionGroup(title: "Of steps of training") var compilation: Compilation
  @Flag(help: "Compare the layers' outputs too.")
  var layers = false
  @Flag(help: "Write JSON.")
  var json = false

  func validate() throws {
    for (name, number) in [("--rtol", rtol), ("--atol", atol)] {
      if let number, !(number >= 0 && number.isFinite) {
        throw ValidationError("\(name) takes a number from 0")
      }
    }
  }

  func perform(_ output: Output) throws -> Int32 {
    let golden = try Golden(path: self.golden)
    try tellUnread(of: golden, output)
    let opened = try open(telling: output)
    let agreement =
      golden.isOfTraining
      ? try Agreement(
        of: opened, withSteps: golden, tolerance, backend: compilation.backend ?? .tensorflow,
        loss: compilation.loss, optimizer: compilation.optimizer)
      : try Agreement(of: opened, with: golden, layers ? .layers : .outputs, tolerance)
    if json {
      output.line(agreement.json.text)
    } else {
      var text = ""
      agreement.write(to: &text)
      output.lines(text.split(separator: "\n").map(String.init))
      if golden.lacksLosses {
        output.line(
          "note: gradients and weights after steps are compared where the file also holds loss, the losses before each update"
        )
      } else if !golden.isOfTraining,
        agreement.checks.contains(where: { $0.outcome == .differ && $0.difference != nil })
      {
        let feed = "-e 'feed \(self.golden)' -e 'diverge \(self.golden)'"
        let words = self.words.joined(separator: " ")
        output.line("next: kerastep \(words) \(feed) goes to the first number that differs")
      }
    }
    return agreement.isAccepted ? 0 : Problem.Code.answerIsNo
  }

  /// Throws where an option changes nothing that the file holds, and says so of --layers, which only asks for more.
  private func tellUnread(of golden: Golden, _ output: Output) throws {
    if golden.isOfTraining {
      let remark =
        "--layers is of a prediction: of steps losses, gradients and weights are compared"
      return output.note(layers ? [remark] : [])
    }
    guard let option = compilation.given.first else { return }
    throw CommandError(
      "\(option) is of steps of training, and \(self.golden) holds none",
      hint: "An array loss, the losses before each update, tells a file of steps.")
  }

  /// What was asked for; nil: as is usual, and what rounding explains besides.
  private var tolerance: Tolerance? {
    guard atol != nil || rtol != nil else { return nil }
    return Tolerance(
      absolute: atol ?? Tolerance.usualAbsolute, relative: rtol ?? Tolerance.usualRelative)
  }
}
