import ArgumentParser
import Console
import Terminal
import Views

/// `kerastep summary model.keras`: the layers of a model.
struct Summary: ModelSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Show the layers, shapes, parameters, and what is not supported.",
    usage: "kerastep summary <model> [<options>]",
    discussion: HelpParts.discussion(
      [
        (
          "kerastep summary lstm",
          "a model that comes with the program"
        ),
        (
          "kerastep summary model.keras",
          "a file that Keras saved"
        ),
        (
          "kerastep summary model.json --weights model.weights.h5",
          "an architecture and its weights"
        ),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
  @OptionGroup var options: ModelOptions

  func perform(_ output: Output) throws -> Int32 {
    let width = Terminal.isTerminal(1) ? Terminal.size().columns : 100_000
    output.lines(SummaryTable(model: try open(), width: width).lines())
    return 0
  }
}
