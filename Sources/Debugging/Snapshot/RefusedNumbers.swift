import Equations
import Tensors
import Terms

/// Numbers of a run that are none to go by: Keras ends with an error for them, or they are not exact.
package struct RefusedNumbers {
  /// The layer that gives them.
  package let path: String
  package let refusal: NumberRefusal
  /// The samples whose numbers they are.
  package let samples: [Int]
}

extension Machine {
  /// What is refused of some samples, as far as the run has come; of long loops the first timesteps.
  package func refusals(of samples: [Int]) throws -> [RefusedNumbers] {
    let inexact = try program.equations.filter { !program.lengthening($0).isEmpty }.compactMap {
      equation in
      try refused(.beyondDoubles, equation, samples) { step, sample in
        try program.isInexact(equation) { try read($0, around: step, sample: sample) }
      }
    }
    return try refusalsOfKeras(of: samples) + inexact
  }

  /// The numbers among them for which Keras ends with an error.
  func refusalsOfKeras(of samples: [Int]) throws -> [RefusedNumbers] {
    let ofKeras = try program.refusing.compactMap { equation, reason in
      try refused(.ofKeras(reason), equation, samples) { step, sample in
        try read(equation.result, at: step, sample: sample).elements.contains { $0 != 0 }
      }
    }
    let lookups = try program.equations.compactMap { equation in
      try equation.term.lookup.flatMap { indices, rows in
        let reason = "an index that is no row of 0…\(rows - 1)"
        return try refused(.ofKeras(reason), equation, samples) { step, sample in
          try read(indices, around: step, sample: sample).elements.contains {
            Gather.row($0, of: rows) == nil
          }
        }
      }
    }
    return ofKeras + lookups
  }

  /// The samples of an equation for which something holds in some timestep.
  private func refused(
    _ refusal: NumberRefusal, _ equation: Equation, _ samples: [Int],
    _ holds: ([Int], Int) throws -> Bool
  ) throws -> RefusedNumbers? {
    let steps = everyTimestep(of: equation.result).filter { isComputed(equation.result, at: $0) }
    let found = try samples.filter { sample in try steps.contains { try holds($0, sample) } }
    guard !found.isEmpty else { return nil }
    return RefusedNumbers(
      path: program.frames[equation.frame].path, refusal: refusal, samples: found)
  }

  /// The numbers of a value that an equation of some timestep reads or writes.
  func read(_ value: Value, around steps: [Int], sample: Int) throws -> Tensor {
    try read(value, at: Array(steps.prefix(program.loops(value.scope).count)), sample: sample)
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
