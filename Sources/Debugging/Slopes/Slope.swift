import Containers
import Tensors

/// `∂e/∂v`: how much a number changes for each 1 of the numbers of a value.
package struct Slope: Sendable {
  /// Of the shape of the value, or of the part of it that was asked for.
  package let gradient: Tensor
  /// The number that it is of, as the run that was gone back through computed it.
  package let number: Tensor
  /// Whether the number is one sample's, and not the whole batch's as a loss is.
  package let isOfSample: Bool
  /// Whether every sample has a value of its own by which it is.
  package let isBySample: Bool
  /// Whether a way that has slopes leads from the value to the number; where none does, all is 0.
  package let isReached: Bool
}

/// Why a gradient is not to be had.
package enum SlopeError: Reported, Sendable, Equatable {
  case isGradient(String)
  case isWhole(String, DType)
  /// The 0 that a state begins with, and the like.
  case isConstant(String)
  /// A state before its timestep, of no timestep.
  case isOpen(String)
  case isForeign(String)

  package var exitCode: Int32 { ExitStatus.badUsage }

  package var message: String {
    switch self {
    case .isGradient(let word):
      "\(word) is computed on the way back, and gradients of gradients are not"
    case .isWhole(let word, let dtype):
      "\(word) holds \(dtype == .bool ? "truth values" : "whole numbers"), \(dtype.rawValue): none of them can be "
        + "changed a little"
    case .isConstant(let word): "\(word) is a number that stands fast: nothing can change it"
    case .isOpen(let word): "\(word) is what a timestep begins with, and no timestep is said"
    case .isForeign(let word): "\(word) is none of the values that this walk computes"
    }
  }

  package var hint: String {
    switch self {
    case .isGradient: "take what the walk computes before it goes back: output, loss.L"
    case .isWhole: "take what is computed from them: an embedding's output, a weight"
    case .isConstant: "take a weight, an input, or what an equation computes"
    case .isOpen(let word):
      "write it with one: \(word.prefix { $0 != "." })@1\(word.drop { $0 != "." })"
    case .isForeign: ""
    }
  }
}
