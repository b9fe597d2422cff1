import Containers
import Expressions
import Tensors
import TestSupport
import Testing

@testable import Console

/// Every error says itself what it means to whoever started the program.
struct ReportedTests {
  /// Errors that nobody is told of, and who catches them.
  private static let inside: Set<String> = [
    "Broken",  // becomes the answer to the editor
    "Finding",  // a check of lessons collects them
    "GraphError",  // becomes an `OpenError`, which names the file
    "LineEditorError",  // another reader takes the editor's place
    "Locked",  // the history stays unread
    "Misfit", "TermMisfit",  // become errors that know the equation or the text
    "Problem",  // becomes the error of the array's file
    "ScriptEnded",  // was told already, and carries the code
    "UnknownFunction",  // becomes the obstacle of its layer
    "Unavailable",  // becomes an `ExpressionError`
    "WrongShape",  // becomes what the front end says of it
  ]

  @Test func everyErrorOfOursIsReported() throws {
    let declaration = /(?:struct|enum|class) (\w+)[^{\n:]*: ([^{]*)\{/
    var reported = 0
    for module in Repository.names(inFolder: "\(Repository.path)/Sources") {
      for file in Self.files(in: "Sources/\(module)") {
        for match in Repository.text(file).matches(of: declaration) {
          let protocols = match.2.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
          if protocols.contains("Reported") { reported += 1 }
          guard protocols.contains("Error") else { continue }
          #expect(Self.inside.contains(String(match.1)), "\(file): \(match.1)")
        }
      }
    }
    #expect(reported > 25)
  }

  /// The Swift files in a folder and the folders in it.
  private static func files(in folder: String) -> [String] {
    Repository.names(inFolder: "\(Repository.path)/\(folder)").flatMap { name in
      name.hasSuffix(".swift")
        ? ["\(folder)/\(name)"] : name.contains(".") ? [] : files(in: "\(folder)/\(name)")
    }
  }

  /// Ctrl-C is no fault of an expression's, nor of a file's.
  @Test func whatWasInterruptedEndsAsInterrupted() throws {
    #expect(Problem.exitCode(Interrupted()) == 130)
    let error = #expect(throws: ExpressionError.self) {
      try Interruption.listening(to: { true }) {
        try Expression("zeros(9999) + 1", names: NoNames()).evaluate(in: NoNames())
      }
    }
    #expect(Problem.exitCode(try #require(error)) == 130)
    let unknown = #expect(throws: ExpressionError.self) {
      try Expression("x", names: NoNames()).evaluate(in: NoNames())
    }
    #expect(Problem.exitCode(try #require(unknown)) == 2)
  }
}
