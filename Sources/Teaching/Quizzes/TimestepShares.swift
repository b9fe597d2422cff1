import Debugging
import Equations
import Tensors
import Terms

/// How much each timestep puts into a gradient that is summed over them, `∂U = Σ h₋₁ᵀ·∂z`: the length of its product.
struct TimestepShares {
  let lengths: [Double]

  /// So much longer than the next must the longest be to be asked for.
  private static let clear = 1.2

  /// Nil of an equation that is no such sum. What it reads is computed.
  init?(_ equation: Equation, in machine: Machine) throws {
    guard let (before, slope) = equation.term.timestepFactors else { return nil }
    let (steps, rows, columns) = (before.shape[0], before.shape[1], slope.shape[1])
    var sums = [[Double]](repeating: [Double](repeating: 0, count: rows * columns), count: steps)
    for sample in 0..<machine.samples {
      let h = try machine.read(before, sample: sample).elements
      let z = try machine.read(slope, sample: sample).elements
      for step in 0..<steps {
        for row in 0..<rows {
          for column in 0..<columns {
            sums[step][row * columns + column] +=
              h[step * rows + row] * z[step * columns + column]
          }
        }
      }
    }
    lengths = sums.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  }

  /// The timestep that puts most into it; nil where no one does clearly.
  var longest: Int? {
    guard let best = lengths.indices.max(by: { lengths[$0] < lengths[$1] }), lengths[best] > 0
    else { return nil }
    let others = lengths.enumerated().filter { $0.offset != best }.map(\.element)
    return (others.max() ?? 0) * TimestepShares.clear <= lengths[best] ? best : nil
  }

  /// What is said of another timestep.
  func remark(_ step: Int) -> String {
    guard lengths.indices.contains(step) else {
      return "the timesteps are 0 to \(lengths.count - 1)"
    }
    guard lengths[step] > 0 else {
      return step == 0
        ? "before timestep 0 h is 0, so it puts nothing into it"
        : "timestep \(step) puts nothing into it"
    }
    let share = lengths[step] / (lengths.max() ?? 1)
    return
      "what timestep \(step) puts into it is \(NumberFormat.percent(share)) as long as what another does"
  }

  /// A line for each timestep.
  var lines: [String] {
    let texts = NumberFormat().column(lengths)
    return ["  t  length of what it puts into the sum"]
      + texts.enumerated().map { "  \($0.offset)  \($0.element)" }
  }

  /// The timestep of `2`, `t = 2`, `timestep 2`, `first` and `last`; nil for anything else.
  func step(_ text: String) -> Int? { TimestepShares.step(text, of: lengths.count) }

  /// The same among so many.
  static func step(_ text: String, of count: Int) -> Int? {
    let word = text.lowercased()
    if ["last", "the last"].contains(word) { return count - 1 }
    if ["first", "the first"].contains(word) { return 0 }
    let digits = word.filter(\.isNumber)
    let rest = word.filter { !$0.isNumber && !" =@:.".contains($0) }
    guard ["", "t", "step", "timestep"].contains(rest) else { return nil }
    return Int(digits)
  }
}
