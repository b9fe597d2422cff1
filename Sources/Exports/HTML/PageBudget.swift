import Debugging
import Equations
import Tensors
import Terms

/// How much of a run a page holds, so that a large one stays small enough to be opened.
package struct PageBudget: Sendable {
  /// The most of everything.
  package struct Limits: Sendable {
    package var ticks = 20_000
    package var numbers = 100_000
    package var explanations = 3000
    /// Bytes of all explanations together.
    package var explanationBytes = 1_300_000
    /// Numbers that all explanations together are made of.
    package var terms = 400_000
    /// Numbers of all weights together.
    package var weights = 20_000

    package init() {}
  }

  package let limits: Limits
  /// The most timesteps (of nested loops, passes) of an equation.
  let rows: Int
  /// The most numbers of a value in one timestep.
  let elements: Int
  /// The most numbers of a value in one timestep that are explained.
  let explained: Int
  /// What the limits leave out, in words.
  let notes: [String]

  init(_ program: Program, _ limits: Limits) {
    self.limits = limits
    let inputs = PageValues(program).given.filter { $0.role != .weight }
    let sizes = (program.equations.map(\.result) + inputs).map { value in
      (
        rows: program.lengths(around: value.scope).reduce(1) { $0.multiplied(by: $1) },
        count: value.shape.count
      )
    }
    func total(_ rows: Int, _ elements: Int) -> Int {
      sizes.reduce(0) { sum, size in
        sum.added(to: min(size.rows, rows).multiplied(by: min(size.count, elements)))
      }
    }
    let most = (
      rows: sizes.map(\.rows).max() ?? 1, count: sizes.map(\.count).max() ?? 1
    )
    let steps = [most.rows] + [2000, 500, 100, 20, 1].filter { $0 < most.rows }
    let widths = [most.count] + (0..<13).map { 4096 >> $0 }.filter { $0 < most.count }
    // As many timesteps as leave room for sixteen units, then as many units as there is room for.
    let rows = steps.first { total($0, min(16, most.count)) <= limits.numbers } ?? 1
    let elements = widths.first { total(rows, $0) <= limits.numbers } ?? 1
    let explained = widths.first { total(rows, min($0, elements)) <= limits.explanations } ?? 1
    (self.rows, self.elements, self.explained) = (rows, elements, explained)
    var notes: [String] = []
    if rows < most.rows {
      notes.append("Only the first \(rows) of \(most.rows) timesteps are on this page.")
    }
    if elements < most.count {
      notes.append("Of longer values only the first \(elements) numbers are on this page.")
    }
    self.notes = notes
  }
}

extension Int {
  /// The product, or the largest number where it would be more.
  fileprivate func multiplied(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  fileprivate func added(to other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
