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
    let told = try program.refusing.map { equation, reason in
      try refused(samples, at: equation, reason, equation.result) { $0 != 0 }
    }
    let lookups = try program.equations.map { equation in
      try equation.term.lookup.flatMap { indices, rows in
        try refused(samples, at: equation, "an index that is no row of 0…\(rows - 1)", indices) {
          Gather.row($0, of: rows) == nil
        }
      }
    }
    return (told + lookups).compactMap(\.self)
  }

  /// The samples of which an equation was computed with such a number in a value.
  private func refused(
    _ samples: [Int], at equation: Equation, _ reason: String, _ value: Value,
    _ isRefused: (Double) -> Bool
  ) throws -> RefusedNumbers? {
    let steps = everyTimestep(of: value).filter { isComputed(value, at: $0) }
    let refused = try samples.filter { sample in
      try steps.contains { step in
        try read(value, at: step, sample: sample).elements.contains(where: isRefused)
      }
    }
    guard !refused.isEmpty else { return nil }
    return RefusedNumbers(
      path: program.frames[equation.frame].path, reason: reason, samples: refused)
  }

  /// The timesteps of the loops around a value, so many at most; one that is none outside of loops.
  fileprivate func everyTimestep(of value: Value) -> [[Int]] {
    program.lengths(around: value.scope).reduce([[]]) { before, length in
      Array(before.lazy.flatMap { step in (0..<length).lazy.map { step + [$0] } }.prefix(10_000))
    }
  }
}

extension Term {
  /// The indices of rows that are looked up in a table, `E[x]`, and how many rows it has; nil of any other term.
  package var lookup: (indices: Value, rows: Int)? {
    guard case .apply(let op, let operands) = self, op is Gather, operands.count == 2,
      case .value(let indices) = operands[1]
    else { return nil }
    return (indices, operands[0].shape[0])
  }
}

extension Session {
  /// For which samples of the run Keras ends with an error; none where nothing is computed.
  package func refusals() throws -> [RefusedNumbers] {
    try machine.map { try $0.refusals(of: Array(0..<$0.samples)) } ?? []
  }
}
