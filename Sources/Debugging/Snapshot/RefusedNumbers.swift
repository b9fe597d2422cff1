import Equations
import Tensors
import Terms

/// Numbers of a run for which Keras ends with an error.
package struct RefusedNumbers {
  /// The layer where it does.
  package let path: String
  package let reason: String
  /// The samples whose numbers they are.
  package let samples: [Int]
}

extension Machine {
  /// For which of some samples Keras ends with an error, as far as the run has come; of long loops the first timesteps.
  func refusals(of samples: [Int]) throws -> [RefusedNumbers] {
    try program.refusing.compactMap { equation, reason in
      let steps = everyTimestep(of: equation.result).filter { isComputed(equation.result, at: $0) }
      let refused = try samples.filter { sample in
        try steps.contains { step in
          try read(equation.result, at: step, sample: sample).elements.contains { $0 != 0 }
        }
      }
      guard !refused.isEmpty else { return nil }
      return RefusedNumbers(
        path: program.frames[equation.frame].path, reason: reason, samples: refused)
    }
  }
}

extension Machine {
  /// The timesteps of the loops around a value, so many at most; one that is none outside of loops.
  fileprivate func everyTimestep(of value: Value) -> [[Int]] {
    program.lengths(around: value.scope).reduce([[]]) { before, length in
      Array(before.lazy.flatMap { step in (0..<length).lazy.map { step + [$0] } }.prefix(10_000))
    }
  }
}

extension Session {
  /// For which samples of the run Keras ends with an error; none where nothing is computed.
  package func refusals() throws -> [RefusedNumbers] {
    try machine.map { try $0.refusals(of: Array(0..<$0.samples)) } ?? []
  }
}
