import Equations
import Terms

/// The equations as a LaTeX document whose parts can be put on slides.
struct LatexTarget: ExportTarget {
  let name = "latex"
  let summary = "the equations as a LaTeX document, for slides and papers"
  let showsNumbers = true

  func files(_ export: Export) throws -> [ExportedFile] {
    let text = MathText(export)
    var lines = [#"\documentclass{article}"#, #"\usepackage[T1]{fontenc}"#]
    lines += [
      #"\usepackage{amsmath,amssymb}"#, #"\allowdisplaybreaks"#, #"\setcounter{MaxMatrixCols}{12}"#,
    ]
    lines += [#"\begin{document}"#, #"\section*{\#(SafeText.latex(export.subject.name))}"#, ""]
    lines.append(
      SafeText.latex(
        "Samples are \(export.style.convention)s. Shapes stand in brackets"
          + (export.showsNumbers ? "; numbers are those of one input." : ".")))
    if let legend = text.legend { lines += ["", legend] }
    for (part, routine) in text.parts {
      let frame = routine.frame
      if let part { lines += ["", #"\section*{\#(part)}"#] }
      lines += ["", #"\subsection*{\#(SafeText.latex("\(frame.path): \(frame.title)"))}"#]
      lines += description(routine, text)
      for block in try text.blocks(routine) {
        if let steps = block.steps { lines.append(LatexTarget.time(steps, block)) }
        lines.append(#"\begin{align*}"#)
        lines.append(
          block.lines.map { line in
            let note = line.note.isEmpty ? "" : #" && \text{\#(SafeText.latex(line.note))}"#
            let numbers = line.numbers.map { " \\\\\n    &= \($0)" } ?? ""
            return "  \(line.left) &= \(line.right)\(note)\(numbers)"
          }.joined(separator: #" \\"# + "\n"))
        lines.append(#"\end{align*}"#)
      }
    }
    if !text.definitions.isEmpty {
      let heading = export.program.loss == nil ? "subsection" : "section"
      lines += ["", #"\\#(heading)*{Functions}"#, #"\begin{align*}"#]
      lines.append("  " + text.definitions.joined(separator: " \\\\\n  "))
      lines.append(#"\end{align*}"#)
    }
    lines.append(#"\end{document}"#)
    return [ExportedFile(lines.joined(separator: "\n") + "\n")]
  }

  static func time(_ steps: Int, _ block: MathText.Block) -> String {
    if block.isBackward {
      let between = steps > 2 ? #", \dots"# : ""
      let range = steps == 1 ? "$t = 0$" : "$t = \(steps - 1)\(between), 0$"
      return "For \(range), back through time:"
    }
    let range =
      steps == 1 ? "$t = 0$" : steps == 2 ? "$t = 0, 1$" : #"$t = 0, \dots, \#(steps - 1)$"#
    return "For \(range)\(block.isReversed ? ", from the end of the sequence to its start" : ""):"
  }

  /// What goes in and out, and the weights.
  private func description(_ routine: Routine, _ text: MathText) -> [String] {
    func list(_ values: [Value]) -> String {
      values.map { "$\(text.name($0))$ \(SafeText.latex("\($0.shape)"))" }.joined(separator: ", ")
    }
    var parts: [String] = []
    let inputs = routine.inputs.map(\.local).filter { $0.scope == nil }
    let outputs = routine.outputs.filter { $0.scope == nil }
    if !inputs.isEmpty { parts.append("From \(list(inputs))") }
    if !routine.weights.isEmpty { parts.append("weights \(list(routine.weights))") }
    if !outputs.isEmpty { parts.append("gives \(list(outputs))") }
    return parts.isEmpty ? [] : [parts.joined(separator: "; ") + "."]
  }
}
