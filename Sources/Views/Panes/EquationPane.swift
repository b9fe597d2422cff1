import Debugging
import Equations
import Tensors
import Terminal

/// The layer calls in their order, the equations of the one where one stands among them.
///
/// ```
///   lstm  LSTM(8)
///      8 z = x·W + h₋₁·U + b
///   →  9 i = σ(z[0:8])
///   dense ▸
/// ```
/// The numbers are ticks, which `goto` takes; before anything is fed, those of the equations.
package struct EquationPane {
  let presentation: Presentation
  let listing: Listing
  /// nil before anything is fed.
  let machine: Machine?

  package init(_ presentation: Presentation, _ listing: Listing, _ machine: Machine?) {
    (self.presentation, self.listing, self.machine) = (presentation, listing, machine)
  }

  private var program: Program { listing.program }

  package var pane: Pane {
    var pane = Pane()
    var seen: Set<Int> = []
    let calls = program.equations.map(\.frame).filter { seen.insert($0).inserted }
    let here = listing.current ?? machine?.next
    let open = here.map { program.equations[$0.equation].frame } ?? calls.first
    for call in calls where program.frames.indices.contains(call) {
      add(call, isOpen: call == open, to: &pane)
    }
    if let obstacle = program.obstacle {
      pane.add("\(obstacle.path.visible): not computed".marked(.bad))
    }
    return pane
  }

  private func add(_ call: Int, isOpen: Bool, to pane: inout Pane) {
    let frame = program.frames[call]
    let target = Pane.Target.place(frame.path)
    guard isOpen, let section = listing.section(call) else {
      let part =
        frame.forward == nil ? "" : program.phase(of: frame) == .update ? " update" : " backwards"
      let end = (presentation.usesASCII ? " >" : " ▸") + part.marked(.note)
      let room = presentation.width - 2 - end.columns
      return pane.add("  \(ended(frame.path.visible, to: room))\(end)", target)
    }
    let title = frame.title.visible
    if frame.path.visible.columns + title.columns + 4 <= presentation.width {
      pane.add("  \(frame.path.visible.marked(.place))  \(title)", target)
    } else {
      pane.add("  \(frame.path.visible.marked(.place))", target)
      for line in EquationPane.broken(title, to: max(presentation.width - 4, 12), indent: 0) {
        pane.add("    \(line)", target)
      }
    }
    for line in section.lines { add(line, to: &pane) }
  }

  /// An equation, in further lines where it is longer than the pane is wide.
  private func add(_ line: Listing.Line, to pane: inout Pane) {
    let style = presentation.formulaStyle
    let moment = machine?.moment(of: line.equation.id)
    let number = moment?.tick ?? line.equation.id + 1
    let arrow = line.isCurrent ? (presentation.usesASCII ? ">" : "→") : " "
    let digits = max(String(program.tickCount).count, 2)
    let start = "\(arrow)\(String(number).padded(to: digits + 1)) "
    let target = moment.flatMap { moment in machine.map { Pane.Target.place($0.word(for: moment)) }
    }
    let text = line.equation.text(style)
    let room = max(presentation.width - start.columns, 12)
    // Further lines stand a little to the right, unless a number would be cut there.
    let longest = text.split(separator: " ").map { String($0).columns }.max() ?? 0
    let indent = longest > room - 2 ? 0 : 2
    let texts = EquationPane.broken(text, to: room, indent: indent)
    let note = line.equation.note
    for (place, text) in texts.enumerated() {
      var shown = place == 0 ? start : String(repeating: " ", count: start.columns + indent)
      shown += presentation.coloured(text, frame: line.equation.frame)
      if line.isCurrent { shown = shown.marked(.strong) }
      let isLast = place == texts.count - 1
      if isLast, !note.isEmpty, shown.columns + 2 + note.columns <= presentation.width {
        shown += "  \(note.marked(.note))"
      }
      pane.add(shown, target, isCurrent: line.isCurrent && place == 0)
    }
  }

  /// The end of a path that is longer than the room: that is where the layer stands.
  private func ended(_ path: String, to room: Int) -> String {
    let dots = presentation.ellipsis
    return path.columns <= room ? path : dots + String(path.suffix(max(room - dots.columns, 1)))
  }

  /// A formula in lines of a width, broken at blanks; the lines after the first are shorter by an indent.
  static func broken(_ text: String, to width: Int, indent: Int = 2) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let room = lines.isEmpty ? width : width - indent
      if !line.isEmpty, line.columns + 1 + String(word).columns > room {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return lines + [line]
  }
}
