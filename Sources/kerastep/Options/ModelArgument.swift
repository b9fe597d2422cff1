import ArgumentParser

/// The model that a subcommand is about.
struct ModelArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A bundled model or a file that Keras saved.", valueName: "model"),
    completion: .models)
  var name: String
}
