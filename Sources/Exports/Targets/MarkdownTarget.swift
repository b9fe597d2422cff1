import Equations
import Terms

/// The equations as Markdown with mathematics as GitHub and notebooks show it.
struct MarkdownTarget: ExportTarget {
  let name = "markdown"
  let summary = "the equations as Markdown with mathematics, as GitHub shows it"
  let showsNumbers = true

  func files(_ export: Export) throws -> [ExportedFile] {
    let text = MathText(export)
    var lines = ["# \(SafeText.markdown(export.subject.name))", ""]
    lines.append(
      "Samples are \(export.style.convention)s. Shapes stand in brackets"
        + (export.showsNumbers ? "; numbers are those of one input." : "."))
    for routine in export.plan.routines {
      let frame = routine.frame
      lines += ["", "## \(SafeText.markdown("\(frame.path): \(frame.title)"))", ""]
      lines += description(routine, text)
      for block in try text.blocks(routine) {
        lines.append("")
        if let steps = block.steps {
          lines += [LatexTarget.time(steps, block.isReversed), ""]
        }
        lines += ["```math", #"\begin{aligned}"#]
        lines.append(
          block.lines.map { line in
            let note = line.note.isEmpty ? "" : #" && \text{\#(SafeText.latex(line.note))}"#
            let numbers = line.numbers.map { " \\\\\n  &= \($0)" } ?? ""
            return "\(line.left) &= \(line.right)\(note)\(numbers)"
          }.joined(separator: #" \\"# + "\n"))
        lines += [#"\end{aligned}"#, "```"]
      }
    }
    if !text.definitions.isEmpty {
      lines += ["", "## Functions", "", "```math", #"\begin{aligned}"#]
      lines.append(text.definitions.joined(separator: " \\\\\n"))
      lines += [#"\end{aligned}"#, "```"]
    }
    return [ExportedFile(lines.joined(separator: "\n") + "\n")]
  }

  private func description(_ routine: Routine, _ text: MathText) -> [String] {
    func list(_ values: [Value]) -> String {
      values.map { "$\(text.name($0))$ \($0.shape)" }.joined(separator: ", ")
    }
    var lines: [String] = []
    if !routine.inputs.isEmpty { lines.append("- from \(list(routine.inputs.map(\.local)))") }
    if !routine.weights.isEmpty { lines.append("- weights \(list(routine.weights))") }
    if !routine.outputs.isEmpty { lines.append("- gives \(list(routine.outputs))") }
    return lines
  }
}
