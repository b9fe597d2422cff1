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
    if let legend = text.legend { lines += ["", legend] }
    let heading = export.program.loss == nil ? "##" : "###"
    for (part, routine) in text.parts {
      let frame = routine.frame
      if let part { lines += ["", "## \(part)"] }
      lines += ["", "\(heading) \(SafeText.markdown("\(frame.path): \(frame.title)"))", ""]
      lines += description(routine, text)
      for block in try text.blocks(routine) {
        lines.append("")
        if let steps = block.steps {
          lines += [LatexTarget.time(steps, block), ""]
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
    let inputs = routine.inputs.map(\.local).filter { $0.scope == nil }
    let outputs = routine.outputs.filter { $0.scope == nil }
    if !inputs.isEmpty { lines.append("- from \(list(inputs))") }
    if !routine.weights.isEmpty { lines.append("- weights \(list(routine.weights))") }
    if !outputs.isEmpty { lines.append("- gives \(list(outputs))") }
    return lines
  }
}
