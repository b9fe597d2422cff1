import Console
import Models

/// A subcommand about one model.
///
/// Its argument and the options stand beside each other, not one in the other: in a debug build the parser checks a group
/// again for every way that leads to it, which took longer than all else at the start.
protocol ModelSubcommand: Subcommand {
  var model: ModelArgument { get }
  var options: ModelOptions { get }
}

extension ModelSubcommand {
  func open() throws -> Model { try options.open(model.name) }

  /// The same, and says what is read beside the file: the numbers depend on it.
  func open(telling output: Output) throws -> Model {
    let model = try open()
    output.note((model.origin.remembered.map { [$0] } ?? []) + model.randomCalls)
    return model
  }

  /// What opens the same, as it is typed in a shell.
  var words: [String] {
    let plain = model.name.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
    return [plain ? model.name : ShellWord.quoted(model.name)]
      + (options.weights.map { ["--weights", ShellWord.quoted($0)] } ?? [])
      + (options.kerasVersion.map { ["--keras-version", $0.text] } ?? [])
      + options.layer.flatMap { ["--layer", ShellWord.quoted($0)] }
  }
}
