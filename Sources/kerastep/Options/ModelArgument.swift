import ArgumentParser
import Console
import Models

/// The model that a subcommand is about.
struct ModelArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A bundled model or a file that Keras saved.", valueName: "model"),
    completion: .models)
  var name: String
  @OptionGroup var options: ModelOptions

  func open() throws -> Model { try options.open(name) }

  /// The same, and says what is read beside the file: the numbers depend on it.
  func open(telling output: Output) throws -> Model {
    let model = try open()
    output.note(
      (model.origin.remembered.map { [$0] } ?? []) + model.origin.told + model.randomCalls)
    return model
  }

  /// What opens the same, as it is typed in a shell.
  var words: [String] {
    let plain = name.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
    return [plain ? name : ShellWord.quoted(name)]
      + (options.weights.map { ["--weights", ShellWord.quoted($0)] } ?? [])
      + (options.kerasVersion.map { ["--keras-version", $0.text] } ?? [])
      + options.layer.flatMap { ["--layer", ShellWord.quoted($0)] }
  }
}
