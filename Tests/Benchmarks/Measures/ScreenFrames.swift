import Console
import Terminal
import TestSupport

/// What a frame of the full screen costs: what the panes show, the cells, and what is written of them.
enum ScreenFrames {
  private static let size = TerminalSize(columns: 200, rows: 60)
  private static let limit = 0.010

  static func measure(_ report: inout Report) throws {
    let style = Style(usesColour: true, usesASCII: false)
    let console = Console(
      output: Output(style: style, write: { _ in }, writeError: { _ in }), isInteractive: true)
    let model = "\(Repository.path)/Sources/Console/Resources/models/lstm.keras"
    for line in ["open \(model)", "feed ones", "until lstm@1.C"] {
      guard console.execute(line) == .done else { throw BenchError("\(line) failed") }
    }
    var whole: [Double] = []
    var step: [Double] = []
    for _ in 0..<51 {
      var before: Cells?
      whole.append(
        Clock.time {
          let cells = FullScreen.frame(of: console, size)
          before = cells
          consume(cells.difference(from: nil))
        })
      guard console.execute("step") == .done, console.execute("reverse step") == .done else {
        throw BenchError("a step failed")
      }
      step.append(
        Clock.time { consume(FullScreen.frame(of: console, size).difference(from: before)) })
    }
    report.add(
      "a frame of the full screen at 200 × 60, all written", whole.median, atMost: limit,
      .milliseconds)
    report.add("  what differs written", step.median, atMost: limit, .milliseconds)
  }

  private static func consume(_ text: String) { precondition(text.utf8.count < 1_000_000) }
}
