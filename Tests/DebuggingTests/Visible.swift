import Equations
import Tensors
import Terms

@testable import Debugging

/// One thing that can be seen of a walk: a fact in words, or the bits of a value.
struct Seen: Equatable, CustomStringConvertible {
  var fact = ""
  var value = -1
  var steps: [Int] = []
  var sample = 0
  /// nil where the value cannot be read.
  var bits: [UInt64]? = []

  var description: String {
    value < 0
      ? fact : "value \(value) at \(steps) of sample \(sample): \(bits.map { "\($0)" } ?? "none")"
  }

  /// The first thing that two walks differ in; nil where they show the same.
  static func difference(_ one: Machine, _ two: Machine) -> String? {
    let (one, two) = (one.visible(), two.visible())
    let first = zip(one, two).first { $0 != $1 }.map { "\($0) is \($1)" }
    return first
      ?? (one.count == two.count ? nil : "\(one.count) things are seen, then \(two.count)")
  }
}

extension Machine {
  /// All that can be seen at the position, to the bit: every value of every timestep and sample
  /// that is there, the stack, what comes next.
  func visible() -> [Seen] {
    var facts = ["\(position)", "\(stack.map(text))", "\(currentInstruction ?? -1)"]
    for moment in [current, next] {
      facts.append(moment.map { "\($0.tick) \(program.place(of: $0))" } ?? "none")
    }
    var all = facts.map { Seen(fact: $0) }
    for value in program.values where value.role != .number {
      for steps in Machine.combinations(program.lengths(around: value.scope))
      where isComputed(value, at: steps) {
        for sample in 0..<samples {
          let tensor = try? read(value, at: steps, sample: sample)
          let bits = tensor.map { $0.elements.map(\.bitPattern) }
          all.append(Seen(value: value.id, steps: steps, sample: sample, bits: bits))
        }
      }
    }
    return all
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
