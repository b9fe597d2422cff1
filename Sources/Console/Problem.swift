import Containers
import Debugging
import Terminal

/// What errors mean to the caller: their text, and the code that the program ends with.
package enum Problem {
  package typealias Code = ExitStatus

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

  /// An error that is none of ours is one of what was asked for.
  package static func exitCode(_ error: any Error) -> Int32 {
    (error as? any Reported)?.exitCode ?? Code.badUsage
  }
}

/// What `--timeout` gave is over.
package struct TimeIsOver: Reported {
  package var exitCode: Int32 { Interrupt.timeIsOverCode }

  package let message = "the time limit is over (--timeout gives more)"

  package init() {}
}
