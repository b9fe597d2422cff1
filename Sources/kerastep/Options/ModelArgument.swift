import ArgumentParser
import Models

/// The model that a subcommand is about.
struct ModelArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A bundled model or a file that Keras saved.", valueName: "model"),
    completion: .models)
  var name: String
  @OptionGroup var options: ModelOptions

  func open() throws -> Model { try options.open(name) }
}
