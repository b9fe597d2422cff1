import ArgumentParser
import Console
import Containers
import Python

/// `kerastep python > kerastep.py`: the module that notebooks import.
struct PythonModule: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "python", abstract: "Write the module that Python and notebooks import.",
    discussion: HelpParts.discussion(
      [
        (
          "kerastep python -o kerastep.py",
          "the module, for the folder of a notebook: import kerastep"
        ),
        ("kerastep python", "its text, which begins with what it can do"),
      ],
      codes: "0 done; \(HelpParts.common)"))

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file(extensions: ["py"]))
  var output: String?

  func perform(_ output: Output) throws -> Int32 {
    guard let path = self.output else {
      output.lines(
        Python.module.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
          String.init))
      return 0
    }
    try FileBytes.write(Array(Python.module.utf8), to: path)
    output.line("wrote \(path): import kerastep in Python")
    return 0
  }
}
