import ArgumentParser
import Console
import Models

/// What is fed to the model.
struct InputArgument: ParsableArguments {
  @Argument(
    help: "A literal, a file (.npy, .npz, .json, .csv), or NAME=VALUE for each input.",
    completion: .arrays)
  var input: [String]

  var text: String { input.joined(separator: " ") }

  /// Reads it for a model, and says what was passed over in files.
  func read(for model: Model, _ output: Output) throws -> Feed {
    do {
      let feed = try Feed.read(text, for: model)
      output.note(feed.remarks)
      return feed
    } catch let error as InputError {
      guard let typed = error.asTyped else { throw error }
      // The shell takes quotes away.
      throw InputError(
        error.message,
        hint: "Quotes around the quotes keep them from the shell: \(ShellWord.quoted(typed)).")
    }
  }
}
