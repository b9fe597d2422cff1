import Debugging
import Equations
import Exports
import Models
import Tensors
import Terminal
import Terms

/// The run as a page of HTML, in the words of the views: its numbers and explanations are those that
/// a terminal shows.
extension TracePage {
  package init(_ session: Session, _ machine: Machine) throws {
    var presentation = Presentation()
    // The page breaks lines where they end on its screen.
    presentation.cuts = false
    let text = ExplanationText(presentation, machine, moreHint: "")
    let sample = session.sample
    let wording = Wording(
      label: \.visible,
      equation: { $0.text(presentation.formulaStyle) },
      numbers: { presentation.format.texts($0, $1) },
      explanation: { entry in
        text.page(try machine.explanationTree(of: entry, depth: 1, sample: sample))
      },
      tokens: { equation in
        // Ids would stand in the way of the indices.
        guard let words = session.words else { return nil }
        let grid = try AttentionGrid(equation, machine, sample: sample, words)
        return grid?.labels.map { ($0.rows.map(\.trimmedEnd), $0.columns) }
      })
    self.init(
      machine, sample: sample, try TracePage.heading(session, machine), wording,
      graph: PageGraph(session.model))
  }

  private static func heading(_ session: Session, _ machine: Machine) throws -> Heading {
    let snapshot = try Snapshot(session, machine)
    let model = session.model
    var facts = ["\(model.layer.kind), \(model.origin.format), Keras \(model.origin.version)"]
    if machine.samples > 1 { facts.append("sample \(snapshot.sample) of \(machine.samples)") }
    let format = ArrayText()
    for value in machine.program.inputs {
      guard let tensor = try? machine.read(value, sample: session.sample) else { continue }
      facts.append(
        "input \(value.name.unicode.visible) \(value.shape) = "
          + format.oneLine(tensor, width: 200))
    }
    for value in machine.program.targets {
      guard let tensor = try? machine.read(value, sample: session.sample) else { continue }
      facts.append(
        "target \(value.name.unicode.visible) \(value.shape) = "
          + format.oneLine(tensor, width: 200))
    }
    for (name, tensor) in snapshot.outputs {
      let exact = tensor.elements.prefix(8).map { NumberFormat.exact($0, tensor.dtype) }
      let more = tensor.count > exact.count ? " …" : ""
      facts.append(
        "output \(name.visible) \(tensor.shape) = [\(exact.joined(separator: " "))\(more)]")
    }
    if let loss = machine.program.loss, machine.isComputed(loss) {
      let tensor = try machine.read(loss, sample: session.sample)
      let exact = NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)
      let titles = session.aim?.judged.map(\.title) ?? []
      let step = machine.step > 0 ? ", in step \(machine.step) of training" : ""
      facts.append("loss \(titles.joined(separator: " + ").visible) = \(exact)\(step)")
    }
    return Heading(title: model.name, facts: facts)
  }
}
