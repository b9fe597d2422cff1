import ArgumentParser
import Console
import Containers
import Equations
import Exports
import Models
import Views

/// `kerastep export lstm --to c -o lstm.c`: the model as a program in another language, or its
/// equations as a document.
struct Export: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the model as a program in another language, or its equations as a document.",
    usage: "kerastep export <model> --to <target> [-o <file>] [<options>]",
    discussion: HelpParts.discussion(
      """
      The program computes one sample, with the equations and names of the listing, and checks \
      itself with a recorded input; its first lines say how. numpy's weights go to an .npz beside \
      the file, and so do those of the others when they are many.
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
          "kerastep export lstm --to markdown --numbers",
          "the equations with their numbers"
        ),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
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

  func perform(_ console: Output) throws -> Int32 {
    let target = try Exporting.target(to)
    if let timesteps, timesteps < 1 {
      throw CommandError("--timesteps \(timesteps) is no length", hint: "a number from 1")
    }
    if input != nil, timesteps != nil {
      throw CommandError("an input has its own length: give --input or --timesteps")
    }
    let opened = try model.open()
    do {
      let feed =
        try input.map { try Feed.read($0, for: opened) }
        ?? ExampleInput.feed(for: opened, length: timesteps)
      console.note(feed.remarks)
      let prepared = try Exporting(target: target, path: output, showsNumbers: numbers)
        .prepared(opened, feed)
      if output == nil {
        Message.say(String(try prepared.text(as: target).dropLast()), isError: false)
      } else {
        console.error("written: \(try prepared.write(as: target).joined(separator: ", "))")
      }
      return 0
    } catch let obstacle as Obstacle {
      console.error("kerastep: nothing is exported, for the model cannot be computed to its end")
      for problem in SummaryTable(model: opened, width: 100_000).problems(obstacle) {
        console.error(problem)
      }
      return Problem.Code.unusableFile
    }
  }
}
