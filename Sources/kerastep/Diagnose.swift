import ArgumentParser
import Checks
import Console
import Containers
import Debugging
import Models
import Terminal
import Views

/// `kerastep diagnose xor '[0, 1]' --got 0.73`: which known mistake gives numbers computed by hand.
struct Diagnose: ModelSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Name the mistake that gives numbers computed by hand; ends with 1 where none does.",
    usage: "kerastep diagnose <model> <input> ... --got <value|file> [<options>]",
    discussion: HelpParts.discussion(
      """
      With --target the mistakes of training are known as well: the numbers may be of loss, of a gradient, \
      dense.dW or dense/kernel:grad, or of a weight after a step, dense.W' or dense/kernel@1. An input file with \
      y0, y1, … needs no --target: its batches are gone through as by train. --got FILE.npz is named as check's file \
      of training is: loss before each of k updates, PATH:grad, PATH@n after n of them.
      """,
      [
        (
          "kerastep diagnose xor '[0, 1]' --got 6.4573",
          "which mistake gives this output"
        ),
        (
          "kerastep diagnose lstm ones --got mine.npz --json",
          "arrays of yours, for a program"
        ),
        (
          "kerastep diagnose xor-untrained '[0,1]' --target 1 --at dense_1.db --got 0.47",
          "which mistake gives this gradient"
        ),
      ],
      codes: "0 right, or a mistake is named; 1 neither; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
  @OptionGroup var options: ModelOptions
  @OptionGroup var input: InputArgument
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The numbers: a literal, or a file; a .npz may name layers (lstm) and values (lstm.f).",
      valueName: "value|file"),
    completion: .arrays)
  var got: String
  @Option(
    help: ArgumentHelp(
      "What they are of: a layer, dense.z, lstm@2.f[3], loss, dense/kernel@1; the output otherwise.",
      valueName: "place"))
  var at: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What the outputs are to be: the numbers may be of a step of training.",
      valueName: "value|file"),
    completion: .arrays)
  var target: String?
  @Option(
    help: ArgumentHelp(
      "Which step they are of, the first being 1, where their name does not say.", valueName: "n"))
  var steps: Int?
  @Option(
    help: ArgumentHelp(
      "How many samples of a data set make a batch; 32 otherwise.", valueName: "n"))
  var batch: Int?
  @OptionGroup var compilation: Compilation
  @Flag(help: "Write JSON, on one line.")
  var json = false

  func validate() throws {
    for (name, number) in [("--steps", steps), ("--batch", batch)] {
      if let number, !(1...1_000_000_000).contains(number) {
        throw ValidationError("\(name) takes a number from 1")
      }
    }
    if batch != nil, target != nil {
      throw ValidationError(
        "--batch cuts a data set, a .npz with x0 and y0, and --target is of what is one batch")
    }
  }

  func perform(_ output: Output) throws -> Int32 {
    let opened = try open(telling: output)
    let arrays = try NumbersGiven.arrays(got, tell: output.note) {
      try shapeAsked(opened, output)
    }
    return isOfTraining(arrays, opened)
      ? try diagnoseSteps(arrays, opened, output) : try diagnosePrediction(arrays, opened, output)
  }

  private func diagnosePrediction(
    _ arrays: [NumbersOfSteps.Named], _ opened: Model, _ output: Output
  ) throws -> Int32 {
    let feed = try input.read(for: opened, output)
    let doctor = try Diagnostician(opened.giving(feed.given), feeding: feed.tensors)
    if let at, isGradient(at, of: doctor.outline) {
      guard try hasTargets(opened) else {
        throw CommandError(
          "without a target there is no \(at): nothing behind the outputs is computed",
          hint: "--target VALUE says what the output is to be; a .npz may hold y0 beside x0.")
      }
      return try diagnoseSteps(arrays, opened, output)
    }
    let diagnosis = try doctor.diagnose(arrays, at: at)
    if json {
      output.line(diagnosis.json.text)
    } else {
      output.lines(lines(diagnosis, walk: ["--input", ShellWord.quoted(input.text)]))
    }
    return diagnosis.verdict == .unknown ? Problem.Code.answerIsNo : 0
  }

  /// Whether a place is a gradient, which is nowhere in a prediction.
  private func isGradient(_ place: String, of outline: Machine) -> Bool {
    let word = PartOfValue.split(place).word
    guard let point = word.lastIndex(of: "."), !outline.isName(word, in: .model) else {
      return false
    }
    let name = word[word.index(after: point)...]
    return (name.hasPrefix("d") || name.hasPrefix("∂"))
      && outline.isName("\(word[...point])\(name.dropFirst())", in: .model)
  }

  /// Whether the input is a file that says what the outputs are to be.
  func hasTargets(_ opened: Model) throws -> Bool {
    try ArrayFile(input.text) != nil
      && !Session.DataSet(readingFile: input.text, for: opened).targets.isEmpty
  }

  /// A diagnosis in words; `walk` are the words of a command line that come to where it is.
  func lines(_ diagnosis: Diagnosis, walk: [String]) -> [String] {
    let text = DiagnosisText(diagnosis: diagnosis) {
      "--at " + ShellWord.quoted($0)
    } commands: { commands in
      (["kerastep"] + words + walk + ShellWord.commands(commands)).joined(separator: " ")
    }
    return text.lines(width: Terminal.isTerminal(1) ? Terminal.size().columns : nil)
  }
}
