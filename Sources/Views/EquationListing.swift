import Debugging
import Equations
import Layers
import Tensors
import Terminal
import Terms

/// The equations of a layer call as they are listed, with their ticks, the current one marked.
package struct EquationListing {
  private(set) var presentation: Presentation
  let listing: Listing
  /// Whether functions and short forms of gradients are taken apart below their equations.
  private let isLong: Bool

  package init(_ presentation: Presentation, _ listing: Listing, isLong: Bool = false) {
    (self.presentation, self.listing, self.isLong) = (presentation, listing, isLong)
    self.presentation.gates = listing.program.gates
  }

  /// The lines of one call: its title, then its equations; none where it has no equation.
  package func lines(frame: Int) -> [String] {
    guard let section = listing.section(frame) else { return [] }
    let style = presentation.formulaStyle
    let arrow = style.alphabet == .ascii ? "->" : "→"
    let texts = section.lines.map {
      presentation.coloured($0.equation.text(style), frame: frame)
    }
    let widest = min(texts.map(\.columns).max() ?? 0, 40)
    let digits = max(section.lines.map { String($0.tick).count }.max() ?? 0, 4)
    var lines = title(section)
    for (line, text) in zip(section.lines, texts) {
      let mark = line.isCurrent ? arrow : ""
      let number = String(line.tick)
      let facts = remark(line)
      let start = "  \(mark.filled(to: 2))\(number.padded(to: digits))   "
      var shown = [start + (facts.isEmpty ? text : text + Self.blanks(widest - text.columns))]
      let room = presentation.cuts ? max(presentation.width - start.columns, 20) : Int.max
      if text.columns > room {
        shown = EquationPane.broken(text, to: room).enumerated().map {
          ($0.offset == 0 ? start : Self.blanks(start.columns + 2)) + $0.element
        }
        if !facts.isEmpty {
          shown += presentation.sentence(facts, after: Self.blanks(start.columns + 2), .note)
        }
      } else if max(widest, text.columns) + start.columns + 3 + facts.columns <= presentation.width
        || !presentation.cuts
      {
        shown[0] += facts.isEmpty ? "" : "   " + facts.marked(.note)
      } else if !facts.isEmpty {
        let indent = String(repeating: " ", count: start.columns + 2)
        shown = [start + text] + presentation.sentence(facts, after: indent, .note)
      }
      lines += mark.isEmpty ? shown : [shown[0].marked(.strong)] + shown.dropFirst()
      if isLong { lines += takenApart(line.equation, after: Self.blanks(start.columns + 2)) }
    }
    return lines + remarks(section).flatMap { $0.wrapped(after: "    ", to: presentation.room) }
  }

  /// What the functions of an equation are made of, and what its short form stands for.
  private func takenApart(_ equation: Equation, after indent: String) -> [String] {
    let style = presentation.formulaStyle
    var texts: [String] = []
    equation.term.visit { term in
      guard case .named(let function, let operands) = term else { return }
      let text =
        "\(term.formula(style).text) = \(function.definition(operands).simplified.formula(style).text)"
      if !texts.contains(text) { texts.append(text) }
    }
    if let long = listing.program.longWay(of: equation) {
      let name = equation.result.name.text(style.alphabet)
      texts.append("the long way: \(name) = \(long.formula(style).text)")
    }
    let room = presentation.cuts ? max(presentation.room - indent.columns, 20) : Int.max
    return texts.flatMap { text in
      EquationPane.broken(text, to: room).enumerated().map {
        (indent + ($0.offset == 0 ? "" : "  ") + $0.element).marked(.dim)
      }
    }
  }

  /// What functions are whose names alone do not say it, each once.
  private func remarks(_ section: Listing.Section) -> [String] {
    var names: [String] = []
    for line in section.lines {
      line.equation.term.visit { term in
        if case .named(let function, _) = term, !names.contains(function.name) {
          names.append(function.name)
        }
      }
    }
    return names.compactMap { Activations.remark(on: $0) }
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(count, 0))
  }

  /// `  lstm  LSTM(8)   x (3, 2) → (8)   t = 1 of 0…2`, the shapes on lines of their own where
  /// they are many.
  func title(_ section: Listing.Section) -> [String] {
    let frame = section.frame
    let inputs = section.inputs.map { input in
      let source = input.source.map { " = \(text($0).visible)" } ?? ""
      return "\(presentation.name(input.value))\(source) \(input.value.shape)"
    }
    let outputs = frame.outputs.map { "\($0.shape)" }
    let arrow = presentation.usesASCII ? "->" : "→"
    let shapes = "\(inputs.joined(separator: ", ")) \(arrow) \(outputs.joined(separator: ", "))"
    let name = "  \(frame.path.visible.marked(.place))  \(frame.title.visible)"
    let line = name + (outputs.isEmpty ? "" : "   " + shapes) + timesteps(section)
    if line.columns <= presentation.width || !presentation.cuts || outputs.isEmpty { return [line] }
    return [name + timesteps(section)] + shapes.wrapped(after: "    ", to: presentation.width)
  }

  /// `   t = 1 of 0…2`; nothing outside loops.
  private func timesteps(_ section: Listing.Section) -> String {
    guard let (count, current) = section.timesteps else { return "" }
    let step = current.map { "\($0) of " } ?? ""
    let dots = presentation.usesASCII ? ".." : "…"
    return "   t = \(step)0\(dots)\(count - 1)"
  }

  private func text(_ source: Listing.Source) -> String {
    switch source {
    case .output(let index, let path): index > 0 ? "\(path):\(index)" : path
    case .value(let name): name.text(presentation.formulaStyle.alphabet)
    }
  }

  /// What is said beside an equation: the shapes of the weights that it brings in, or its note.
  func remark(_ line: Listing.Line) -> String {
    let weights = line.weights.map {
      presentation.weightFact(presentation.name($0), $0.shape, in: line.equation)
    }
    return weights.isEmpty ? line.equation.note : weights.joined(separator: "  ")
  }
}
