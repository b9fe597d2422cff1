import Equations
import Tensors

/// Numbers of a run for which Keras ends with an error.
package struct RefusedNumbers {
  /// The layer where it does.
  package let path: String
  package let reason: String
  /// The samples whose numbers they are.
  package let samples: [Int]
}

extension Machine {
  /// For which of some samples Keras ends with an error, outside of loops and as far as the run has come.
  func refusals(of samples: [Int]) throws -> [RefusedNumbers] {
    try program.refusing.compactMap { equation, reason in
      guard equation.scan == nil, isComputed(equation.result) else { return nil }
      let refused = try samples.filter { sample in
        try read(equation.result, sample: sample).elements.contains { $0 != 0 }
      }
      guard !refused.isEmpty else { return nil }
      return RefusedNumbers(
        path: program.frames[equation.frame].path, reason: reason, samples: refused)
    }
  }
}

extension Session {
  /// For which samples of the run Keras ends with an error; none where nothing is computed.
  package func refusals() throws -> [RefusedNumbers] {
    try machine.map { try $0.refusals(of: Array(0..<$0.samples)) } ?? []
  }
}
