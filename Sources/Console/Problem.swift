import Containers
import Debugging
import Equations
import Expressions
import Layers
import Models
import Tensors
import Terminal

/// An error of a module above the console: a file cannot be used.
package protocol UnusableFile: Error {}

/// What errors mean to the caller: their text, and the code that the program ends with.
package enum Problem {
  /// The program's exit codes.
  package enum Code {
    package static let answerIsNo: Int32 = 1
    package static let badUsage: Int32 = 2
    package static let unusableFile: Int32 = 3
    /// As a shell says it of a program that Ctrl-C ended.
    package static let interrupted: Int32 = 130
  }

  /// What an error says; a name of a file's that fills pages is cut in its middle.
  package static func text(_ error: any Error) -> String {
    let error = (error as? Debugger.Missing).map { CommandError($0) } ?? error
    return "\(error)".split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: " ", omittingEmptySubsequences: false).map { word in
        word.count > longestWord ? "\(word.prefix(120))…\(word.suffix(40))" : String(word)
      }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  private static let longestWord = 200

  package static func exitCode(_ error: any Error) -> Int32 {
    switch error {
    case is Failure: Code.answerIsNo
    case is TimeIsOver: Interrupt.timeIsOverCode
    case is Interrupted: Code.interrupted
    case let error as ExpressionError where error.problem == .interrupted: Code.interrupted
    case is OpenError, is ContainerError, is ConfigError, is NotNumbers, is Obstacle, is ReadError,
      is any UnusableFile:
      Code.unusableFile
    case let error as InputError where error.file != nil: Code.unusableFile
    default: Code.badUsage
    }
  }
}

/// What `--timeout` gave is over.
package struct TimeIsOver: Error, CustomStringConvertible {
  package let description = "the time limit is over (--timeout gives more)"

  package init() {}
}
