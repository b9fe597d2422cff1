import Debugging
import Equations
import Tensors
import Terminal
import Terms

/// A number over the timesteps of its loop so far: a line where there is room, else one row of bars.
package struct TimePane {
  let presentation: Presentation
  let machine: Machine
  let sample: Int

  package init(_ presentation: Presentation, _ machine: Machine, sample: Int) {
    (self.presentation, self.machine, self.sample) = (presentation, machine, sample)
  }

  /// No more timesteps are read than are seen, the last ones of a longer loop.
  private static let longest = 64
  /// A line of fewer rows, or of fewer numbers than three, says no more than bars.
  private static let roomy = 9

  /// The lines, at most `height`; none outside of loops.
  package func lines(_ entry: Entry, height: Int) -> [String] {
    let program = machine.program
    guard height > 0, let step = entry.steps.last, let scan = program.loops(entry.value.scope).last,
      program.scans[scan].steps > 1
    else { return [] }
    let first = max(step + 1 - TimePane.longest, 0)
    let numbers = (first...step).compactMap { step -> Double? in
      let steps = Array(entry.steps.dropLast()) + [step]
      guard machine.isComputed(entry.value, at: steps) else { return nil }
      return try? machine.number(
        Entry(value: entry.value, element: entry.element, steps: steps), sample: sample)
    }
    guard !numbers.isEmpty else { return [] }
    let name = ScalarFormula(presentation).name(entry)
    if height >= TimePane.roomy, first == 0, numbers.count > 2 {
      return picture(name, numbers, scan, height)
    }
    let bars = Sparkline(numbers, usesASCII: presentation.usesASCII)
      .text(Tensor([numbers.count], entry.value.dtype, numbers))
    return ["\(bars) \(name.visible) over t"]
  }

  private func picture(
    _ name: String, _ numbers: [Double], _ scan: Int, _ height: Int
  ) -> [String] {
    var presentation = presentation
    presentation.height = height
    let plot = LinePlot(
      numbers: numbers, length: machine.program.scans[scan].steps, axis: "t",
      frame: PlotFrame(presentation))
    return ["\(name.visible) over t"] + plot.lines().prefix(height - 1)
  }
}
