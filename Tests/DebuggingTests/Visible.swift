import Equations
import Tensors
import Terms

@testable import Debugging

extension Machine {
  /// All that can be seen at the position, to the bit: every value of every timestep and sample
  /// that is there, the stack, what comes next.
  func visible() -> [String] {
    var lines = ["\(position)", "\(stack.map(text))", "\(currentInstruction ?? -1)"]
    for moment in [current, next] {
      lines.append(moment.map { "\($0.tick) \(program.place(of: $0))" } ?? "none")
    }
    for value in program.values where value.role != .number {
      for steps in Machine.combinations(program.lengths(around: value.scope))
      where isComputed(value, at: steps) {
        for sample in 0..<samples {
          let tensor = try? read(value, at: steps, sample: sample)
          let bits = tensor?.elements.map(\.bitPattern)
          lines.append("\(value.id) \(value.name.ascii) \(steps) \(sample) \(bits ?? [])")
        }
      }
    }
    return lines
  }

  /// All timesteps of loops of these lengths.
  static func combinations(_ lengths: [Int]) -> [[Int]] {
    lengths.reduce([[]]) { outer, length in
      outer.flatMap { steps in (0..<length).map { steps + [$0] } }
    }
  }

  /// The outputs of all samples; their bits.
  func results() throws -> [[Double]] {
    try program.outputs.flatMap { value in
      try (0..<samples).map { try read(value, sample: $0).elements }
    }
  }
}

/// The largest difference between numbers in order.
func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
  guard a.map(\.count) == b.map(\.count) else { return .infinity }
  return zip(a.joined(), b.joined()).map { abs($0 - $1) }.max() ?? 0
}
