import ArgumentParser
import Console
import Containers
import Exports
import Models

/// `kerastep convert old.h5 new.keras`: a model for Keras 3.
struct Convert: ModelSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a model that an older Keras saved as a file that Keras 3 opens.",
    usage: "kerastep convert <model> <out> [<options>]",
    discussion: HelpParts.discussion(
      """
      OUT ends in .keras, Keras 3's own format, or in .h5. What Keras 3 has no equal of is refused by \
      the layer's name, and nothing is written then. The file is read again before it gets its name: its \
      weights and its equations are those of the model.
      """,
      [
        (
          "kerastep convert old.h5 new.keras",
          "a whole model of any Keras"
        ),
        (
          "kerastep convert model.json new.keras --weights weights.h5",
          "an architecture and its weights"
        ),
        (
          "kerastep convert old.h5 new.keras --force",
          "in the place of a file that is there"
        ),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @OptionGroup var model: ModelArgument
  @OptionGroup var options: ModelOptions
  @Argument(
    help: ArgumentHelp("The file to write: .keras or .h5.", valueName: "out"),
    completion: .file(extensions: ["keras", "h5"]))
  var output: String
  @Flag(help: "Write in the place of a file that is there.")
  var force = false

  func perform(_ console: Output) throws -> Int32 {
    guard let target = ConversionTarget(path: output) else {
      throw CommandError(
        "\(output) ends in neither .keras nor .h5",
        hint: "The ending tells the format: kerastep convert \(model.name) new.keras")
    }
    if !force, FileBytes.exists(output) {
      throw CommandError("\(output) is there already", hint: "--force writes in its place")
    }
    let opened = try open(telling: console)
    let converted = try ConvertedModel(opened, to: target, named: output)
    try Interruption.check()
    try FileBytes.write(converted.bytes, to: output)
    let from = "\(opened.origin.format) of Keras \(opened.origin.version)"
    console.error(Message.broken("written: \(output), for Keras 3, from \(from)"))
    console.note(converted.remarks)
    return 0
  }
}
