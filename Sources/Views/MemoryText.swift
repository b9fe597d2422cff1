import Debugging
import Engine
import Equations
import Tensors
import Terminal

/// How much memory a run takes, and what of it is computed again.
package struct MemoryText {
  let presentation: Presentation
  let machine: Machine

  package init(_ presentation: Presentation, _ machine: Machine) {
    (self.presentation, self.machine) = (presentation, machine)
  }

  package var lines: [String] {
    let use = machine.memoryUse
    let bytes = MemoryBudget.readable(use.bytes)
    guard use.isPartial else {
      return presentation.prose("every value of every timestep is kept, in \(bytes)")
    }
    let whole = use.whole.map(MemoryBudget.readable) ?? "more than can be counted"
    let text =
      "\(bytes) of the \(whole) that all values would take: timesteps that are not in memory are "
      + "computed again when they are looked at, from checkpoints"
    let parts = use.parts.map { part in
      let frame = machine.program.scans[part.loop].frame
      let path = machine.program.frames[frame].path.visible
      return ["", path, "\(part.kept) of \(part.of) timesteps", "\(part.checkpoints) checkpoints"]
    }
    let widths = (0..<3).map { column in parts.map { $0[column].columns }.max() ?? 0 }
    let rows = parts.map { cells in
      zip(cells, widths + [0]).map { $0.filled(to: $1) }.joined(separator: "  ")
    }
    guard rows.contains(where: { $0.columns > presentation.room }) else {
      return presentation.prose(text) + rows
    }
    // What does not fit beside its layer stands below it.
    return presentation.prose(text)
      + parts.flatMap { ["  \($0[1])", "    \($0[2].filled(to: widths[2]))  \($0[3])"] }
  }
}
