import Debugging
import Equations
import Tensors
import Terminal
import Terms

/// The equations of a layer or of the whole model as a listing, the current one marked.
package struct EquationListing {
  let presentation: Presentation
  let program: Program
  let current: Moment?

  package init(_ presentation: Presentation, _ program: Program, current: Moment?) {
    (self.presentation, self.program, self.current) = (presentation, program, current)
  }

  /// The lines of one frame: its title, then its equations.
  package func lines(frame: Int) -> [String] {
    let equations = program.equations.filter { $0.frame == frame }
    guard !equations.isEmpty else { return [] }
    let style = presentation.formulaStyle
    let arrow = style.alphabet == .ascii ? "->" : "→"
    let texts = equations.map { $0.text(style) }
    let widest = min(texts.map(\.columns).max() ?? 0, 40)
    var lines = title(frame, equations)
    for (equation, text) in zip(equations, texts) {
      let mark = equation.id == current?.equation ? arrow : ""
      let number = String(equation.id + 1)
      let facts = remark(equation)
      let start = "  \(mark.filled(to: 2))\(number.padded(to: 4))   "
      var shown = [start + (facts.isEmpty ? text : text.filled(to: widest))]
      if widest + start.columns + 3 + facts.columns <= presentation.width || !presentation.cuts {
        shown[0] += facts.isEmpty ? "" : "   " + facts.marked(.note)
      } else if !facts.isEmpty {
        let indent = String(repeating: " ", count: start.columns + 2)
        shown = [start + text, indent + facts.marked(.note)]
      }
      lines += mark.isEmpty ? shown : [shown[0].marked(.strong)] + shown.dropFirst()
    }
    return lines
  }

  /// `  lstm  LSTM(8)   x (3, 2) → (8)   t = 1 of 0…2`, the shapes on lines of their own where
  /// they are many.
  private func title(_ id: Int, _ equations: [Equation]) -> [String] {
    let frame = program.frames[id]
    let inputs = frame.inputs.map { value in
      let source = frame.inputs.count > 1 ? source(of: value).map { " = \($0)" } ?? "" : ""
      return
        "\(value.name.text(presentation.formulaStyle.alphabet))\(source.visible) \(value.shape)"
    }
    let outputs = frame.outputs.map { "\($0.shape)" }
    let arrow = presentation.usesASCII ? "->" : "→"
    let shapes = "\(inputs.joined(separator: ", ")) \(arrow) \(outputs.joined(separator: ", "))"
    let name = "  \(frame.path.visible.marked(.place))  \(frame.title.visible)"
    let line = name + (outputs.isEmpty ? "" : "   " + shapes) + timesteps(equations, id)
    if line.columns <= presentation.width || !presentation.cuts || outputs.isEmpty { return [line] }
    return [name + timesteps(equations, id)] + shapes.wrapped(after: "    ", to: presentation.width)
  }

  /// `   t = 1 of 0…2`; nothing outside loops.
  private func timesteps(_ equations: [Equation], _ id: Int) -> String {
    guard let scan = equations.compactMap(\.scan).first else { return "" }
    let isHere = current.map { program.equations[$0.equation].frame == id } ?? false
    let step = isHere ? current?.steps.last.map { "\($0) of " } ?? "" : ""
    let dots = presentation.usesASCII ? ".." : "…"
    return "   t = \(step)0\(dots)\(program.scans[scan].steps - 1)"
  }

  /// What the value is called that an input is another name for: the layer's, or the model input's.
  private func source(of input: Value) -> String? {
    guard let id = program.aliases[input.id] else { return nil }
    for frame in program.frames {
      if let index = frame.outputs.firstIndex(where: { $0.id == id }) {
        return index > 0 ? "\(frame.path):\(index)" : frame.path
      }
    }
    return program.values[id].name.text(presentation.formulaStyle.alphabet)
  }

  /// What is said beside an equation: the shapes of the weights that it brings in, or its note.
  private func remark(_ equation: Equation) -> String {
    let alphabet = presentation.formulaStyle.alphabet
    let weights = equation.term.values.filter { $0.role == .weight }.map { value in
      presentation.weightFact(value.name.text(alphabet), value.shape)
    }
    return weights.isEmpty ? equation.note : weights.joined(separator: "  ")
  }
}
