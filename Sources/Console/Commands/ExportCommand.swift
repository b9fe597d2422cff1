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
  let usage = ["export TARGET [FILE]", "export latex|markdown numbers [FILE]"]
  let example = ["feed [0, 1]", "export c /dev/null", "export markdown"]
  let details = """
    TARGET is c, cpp, latex, markdown, numpy or swift. The program computes one sample of the length \
    that is fed, with the equations and names of list, a function a layer; it needs nothing but its \
    language. What is fed is recorded with its outputs, and the program checks itself with them: its \
    first lines say how. numpy's weights go to an .npz beside the file, and so do those of the others \
    when they are many. Without a file the text is shown. What set var changed is not exported.
    """
  let completion = Completion.Kind.words(ExportTargets.all.map(\.name))

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let (word, showsNumbers, path) = ExportCommand.parts(arguments)
    let target = try Exporting.target(word)
    let exporting = Exporting(
      target: target, path: path, showsNumbers: showsNumbers,
      style: Formula.Style(.unicode, console.settings.convention))
    do {
      let feed = try focus(session) ?? ExampleInput.feed(for: session.model, length: nil)
      let export = try exporting.prepared(session.model, feed, precision: session.precision)
      guard exporting.path != nil else {
        let text = try export.text(as: target)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return console.output.page(lines.map(String.init), pages: console.isInteractive)
      }
      let files = try export.write(as: target)
      console.output.line("written: \(files.map(\.visible).joined(separator: ", "))")
    } catch let obstacle as Obstacle {
      console.output.error(
        console.prose("nothing is exported, for the model cannot be computed to its end")
          .joined(separator: "\n"))
      throw obstacle
    } catch let error as ExportError where error.hint.contains("--timesteps") {
      throw CommandError(error.message, hint: "feed an input of the length that is wanted")
    }
  }

  /// `latex numbers FILE` in its parts; without a file the text is shown.
  private static func parts(
    _ arguments: String
  ) -> (target: String, showsNumbers: Bool, path: String?) {
    var (target, rest) = arguments.firstWord
    // As it is typed in a shell.
    if target == "--to" { (target, rest) = rest.firstWord }
    if rest.firstWord.word == "-o" { rest = rest.firstWord.rest }
    let showsNumbers = rest.firstWord.word == "numbers"
    if showsNumbers { rest = rest.firstWord.rest }
    return (target, showsNumbers, rest.isEmpty ? nil : rest)
  }

  func reach(of arguments: String) -> Reach {
    ExportCommand.parts(arguments).path == nil ? .looks : reach
  }

  func completion(before cursor: Substring) -> Completion.Kind {
    cursor.hasWord ? .file(.any) : completion
  }

  /// What is fed: the sample in focus.
  private func focus(_ session: Session) -> Feed? {
    session.feed.flatMap { $0.sample(session.sample) }
  }
}
