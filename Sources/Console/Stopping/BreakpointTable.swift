import Debugging
import Terminal
import Views

/// `info breakpoints`: a row for each, and below it what it asks and does.
struct BreakpointTable {
  let breakpoints: Breakpoints
  let width: Int

  func lines() -> [String] {
    var table = Table(["Number", "Kind", "On", "Hits", "Where"])
    for one in breakpoints.all {
      table.add(
        ["\(one.number)", one.command, one.isEnabled ? "yes" : "no", "\(one.hits)", one.subject],
        below: remarks(one).map { "          " + $0 })
    }
    return table.lines(width: width, wrapping: [4])
  }

  private func remarks(_ one: Breakpoint) -> [String] {
    var lines: [String] = []
    if case .print(_, let format, let expressions) = one.kind {
      lines.append(
        (["prints \"\(format.source.visible)\""] + expressions.map(\.visible))
          .joined(separator: ", "))
    }
    if let condition = one.condition { lines.append("only if \(condition.visible)") }
    if one.ignored > 0 {
      lines.append("passed over \(one.ignored) more time\(one.ignored == 1 ? "" : "s")")
    }
    if let problem = breakpoints.problem(of: one.number) {
      lines.append("waits: \(Problem.text(problem).split(separator: "\n").first ?? "")".visible)
    }
    return lines + one.commands.map { "  \($0.visible)" }
  }
}
