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

  /// Whether every word is a whole array by itself: together they would be one array and its index.
  private var isSeveral: Bool {
    input.count > 1
      && input.allSatisfy { word in
        word.first == "[" && word.last == "]"
          && word.count { $0 == "[" } == word.count { $0 == "]" }
      }
  }

  /// Reads it for a model, and says what was passed over in files.
  func read(for model: Model, _ output: Output) throws -> Feed {
    guard !isSeveral else {
      let names = model.inputs.map(\.name)
      throw InputError(
        "\(input.count) arrays are given, and nothing says which input each is for",
        hint: names.count == 1
          ? "Samples are one array: '[\(input.joined(separator: ", "))]'"
          : zip(names, input).map { ShellWord.quoted("\($0)=\($1)") }.joined(separator: " "))
    }
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
