import Debugging
import Equations
import Exports
import Models
import Tensors
import Terminal
import Terms

/// `export c lstm.c`: the model as a program in another language, or its equations as a document.
struct ExportCommand: Command {
  let names = ["export"]
  let group = CommandGroup.model
  let reach = Reach.writesFiles
  let summary = "write the model as NumPy, C, C++, Swift, LaTeX or Markdown"
  let usage = [
    "export TARGET [FILE]", "export latex|markdown numbers [FILE]",
    "export c|cpp|numpy|swift training [FILE]",
  ]
  let example = ["feed [0, 1]", "export c /dev/null", "export markdown"]
  let details = """
    TARGET is c, cpp, latex, markdown, numpy or swift. The program computes one sample of the length \
    that is fed, with the equations and names of list, a function a layer; it needs nothing but its \
    language. What is fed is recorded with its outputs, and the program checks itself with them: its \
    first lines say how. With training it makes a step of fit instead, on the batch that is fed and its \
    target, and checks three of them; behind a target documents show loss, gradients and update too. \
    numpy's weights go to an .npz beside the file, and so do those of the others \
    when they are many. Without a file the text is shown. What set var changed is not exported.
    """
  let completion = Completion.Kind.words(ExportTargets.all.map(\.name))

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let parts = Parts(arguments)
    let target = try Exporting.target(parts.target)
    let exporting = Exporting(
      target: target, path: parts.path, showsNumbers: parts.showsNumbers,
      style: Formula.Style(.unicode, console.settings.convention))
    do {
      if parts.isTraining, !target.showsNumbers {
        let step = try exporting.stepTarget()
        let export = try exporting.prepared(
          try session.fitStep(), precision: session.precision)
        return try tell(
          console, parts.path, text: { try export.text(as: step) },
          files: { try export.write(as: step) })
      }
      let export = try prepared(exporting, session, isTraining: parts.isTraining)
      try tell(
        console, parts.path, text: { try export.text(as: target) },
        files: { try export.write(as: target) })
    } catch let obstacle as Obstacle {
      console.output.error(
        console.prose("nothing is exported, for the model cannot be computed to its end")
          .joined(separator: "\n"))
      throw obstacle
    } catch let error as ExportError where error.hint.contains("--timesteps") {
      throw CommandError(error.message, hint: "feed an input of the length that is wanted")
    }
  }

  /// A prediction, or the document of a walk that has a target.
  private func prepared(
    _ exporting: Exporting, _ session: Session, isTraining: Bool
  ) throws -> Export {
    if exporting.target.showsNumbers, isTraining || session.aim != nil {
      return try exporting.document(session)
    }
    let feed = try focus(session) ?? ExampleInput.feed(for: session.model, length: nil)
    return try exporting.prepared(session.model, feed, precision: session.precision)
  }

  /// Shows what is written, or says which files it went to.
  private func tell(
    _ console: Console, _ path: String?, text: () throws -> String, files: () throws -> [String]
  ) throws {
    guard path == nil else {
      let files = try files()
      return console.output.line("written: \(files.map(\.visible).joined(separator: ", "))")
    }
    let lines = try text().split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    console.output.page(lines.map(String.init), pages: console.isInteractive)
  }

  /// `latex numbers FILE` in its parts; without a file the text is shown.
  private struct Parts {
    let target: String
    var showsNumbers = false
    var isTraining = false
    let path: String?

    init(_ arguments: String) {
      var (word, rest) = arguments.firstWord
      // As it is typed in a shell.
      if word == "--to" { (word, rest) = rest.firstWord }
      if rest.firstWord.word == "-o" { rest = rest.firstWord.rest }
      target = word
      while true {
        switch rest.firstWord.word {
        case "numbers" where !showsNumbers: showsNumbers = true
        case "training" where !isTraining: isTraining = true
        default:
          path = rest.isEmpty ? nil : rest
          return
        }
        rest = rest.firstWord.rest
      }
    }
  }

  func reach(of arguments: String) -> Reach {
    Parts(arguments).path == nil ? .looks : reach
  }

  func completion(before cursor: Substring) -> Completion.Kind {
    guard cursor.hasWord else { return completion }
    let words = [
      Candidate("training", note: "a step of training"),
      Candidate("numbers", note: "beside the equations of latex and markdown"),
    ]
    return .named("what else, or a file", words, .any)
  }

  /// What is fed: the sample in focus.
  private func focus(_ session: Session) -> Feed? {
    session.feed.flatMap { $0.sample(session.sample) }
  }
}
