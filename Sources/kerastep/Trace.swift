import ArgumentParser
import Console
import Containers
import Debugging
import Equations
import Exports
import Models
import Views

/// `kerastep trace lstm ones -o lstm.npz`: every value of every equation and timestep, as arrays or as
/// a page of HTML.
struct Trace: ModelSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Write every named value of every layer and timestep.",
    usage: "kerastep trace <model> <input> ... -o <file> [<options>]",
    discussion: HelpParts.discussion(
      [
        (
          "kerastep trace lstm ones -o lstm.npz",
          "arrays, named lstm.f, lstm.C, dense.z, …"
        ),
        (
          "kerastep trace lstm ones -o lstm.html",
          "a page to step through in a browser"
        ),
        (
          "kerastep trace model.keras data.npz -o all.json",
          "your model, as JSON"
        ),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
  @OptionGroup var options: ModelOptions
  @OptionGroup var input: InputArgument
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write: .npz, .json, or .html for a page to step through (of a batch, its first sample).",
      valueName: "file"),
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp(
      "What the outputs are to be: the loss, the gradients and the update are written too.",
      valueName: "value|file"))
  var target: String?
  @Option(
    help: ArgumentHelp(
      "The loss in place of the file's: mse, \"mean(square(y - output))\".",
      valueName: "name|expression"))
  var loss: String?

  func validate() throws {
    if loss != nil, target == nil {
      throw ValidationError(
        "--loss compares the outputs with what they are to be: --target VALUE says that")
    }
  }

  func perform(_ console: Output) throws -> Int32 {
    guard [".npz", ".json", ".html"].contains(where: output.hasSuffix) else {
      throw CommandError("\(output): the ending must be .npz, .json or .html")
    }
    let run = try ComputedRun(
      self, input, console, allowingObstacle: true, target: target, loss: loss)
    if output.hasSuffix(".html") {
      let page = try TracePage(run.session, run.machine).html()
      try FileBytes.write(Array(page.utf8), to: output)
      console.error("the page is written to \(output)")
    } else {
      let arrays = try Exports.Trace.arrays(
        run.machine, isBatch: run.session.feed?.isBatch ?? false)
      try ArrayFile.write(arrays, to: output)
      console.error("\(arrays.count) arrays written to \(output)")
    }
    guard let obstacle = run.machine.program.obstacle else { return 0 }
    console.error("the trace ends before \(obstacle)")
    return Problem.Code.unusableFile
  }
}
