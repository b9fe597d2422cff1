import ArgumentParser
import Checks
import Console
import Containers
import Models
import Terminal
import Views

/// `kerastep diagnose xor '[0, 1]' --got 0.73`: which known mistake gives numbers computed by hand.
struct Diagnose: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Name the mistake that gives numbers computed by hand; ends with 1 where none does.",
    usage: "kerastep diagnose <model> <input> ... --got <value|file> [<options>]",
    discussion: HelpParts.discussion(
      [
        (
          "kerastep diagnose xor '[0, 1]' --got 6.4573",
          "which mistake gives this output"
        ),
        (
          "kerastep diagnose xor '[0, 1]' --at dense.z --got '[1, 2, 3, 4]'",
          "what a value in the middle is of"
        ),
        (
          "kerastep diagnose lstm ones --got mine.npz --json",
          "arrays of yours, for a program"
        ),
      ],
      codes: "0 right, or a mistake is named; 1 neither; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
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
      "What they are of: a layer, dense.z, lstm@2.f[3]; the output otherwise.", valueName: "place"))
  var at: String?
  @Flag(help: "Write JSON, on one line.")
  var json = false

  func perform(_ output: Output) throws -> Int32 {
    let opened = try model.open()
    let doctor = try Diagnostician(
      opened, feeding: try input.read(for: opened, output).tensors)
    let arrays = try NumbersGiven.arrays(got, tell: output.note)
    let diagnosis = try doctor.diagnose(arrays, at: at)
    if json {
      output.line(diagnosis.json.text)
    } else {
      let text = DiagnosisText(diagnosis: diagnosis) {
        "--at '\($0)'"
      } commands: { commands in
        (["kerastep", model.name, "--input", "'\(input.text)'"]
          + commands.flatMap { ["-e", "'\($0)'"] }).joined(separator: " ")
      }
      let width = Terminal.isTerminal(1) ? Terminal.size().columns : nil
      output.lines(text.lines(width: width))
    }
    return diagnosis.verdict == .unknown ? Problem.Code.answerIsNo : 0
  }
}
