import Debugging
import Engine
import Equations

/// How much memory a run takes, and what of it is computed again.
struct MemoryText {
  let console: Console
  let machine: Machine

  var lines: [String] {
    let use = machine.memoryUse
    let bytes = MemoryBudget.readable(use.bytes)
    guard use.isPartial else {
      return console.prose("every value of every timestep is kept, in \(bytes)")
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
    let widths = (0..<3).map { column in parts.map { $0[column].count }.max() ?? 0 }
    return console.prose(text)
      + parts.map { cells in
        zip(cells, widths + [0]).map { $0.filled(to: $1) }.joined(separator: "  ")
      }
  }
}
