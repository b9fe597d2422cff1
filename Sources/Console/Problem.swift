import Containers
import Debugging
import Equations
import Layers
import Models
import Tensors

/// What errors mean to the caller: their text, and the code that the program ends with.
enum Problem {
  /// The program's exit codes.
  enum Code {
    static let answerIsNo: Int32 = 1
    static let badUsage: Int32 = 2
    static let unusableFile: Int32 = 3
  }

  static func text(_ error: any Error) -> String { "\(error)" }

  static func exitCode(_ error: any Error) -> Int32 {
    switch error {
    case is Failure: Code.answerIsNo
    case is OpenError, is ContainerError, is ConfigError, is NotNumbers, is Obstacle, is ReadError:
      Code.unusableFile
    default: Code.badUsage
    }
  }
}
