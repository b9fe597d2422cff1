import Debugging
import Equations
import Exports
import Models
import Tensors
import Terms

/// The run as a page of HTML, in the words of the console: the numbers and explanations are those
/// that `print` and `explain` show.
extension Console {
  /// Columns of an explanation, so that it stands on a phone.
  private static let pageWidth = 50

  static func page(_ session: Session, _ machine: Machine) -> TracePage {
    let output = Output(
      style: Style(usesColour: false, usesASCII: false), write: { _ in }, writeError: { _ in })
    let console = Console(output: output, isInteractive: false)
    console.settings.ascii = false
    console.settings.width = pageWidth
    console.session = session
    let text = ExplanationText(console, machine, moreHint: "")
    let sample = session.sample
    let wording = TracePage.Wording(
      label: \.visible,
      equation: { $0.text(console.formulaStyle) },
      numbers: { console.settings.format.texts($0, $1) },
      explanation: { entry in
        let tree = try machine.explanationTree(of: entry, depth: 1, most: 3, sample: sample)
        return text.lines(tree).map { output.style.rendered($0, isLine: true) }
      })
    return TracePage(machine, sample: sample, heading(session, machine), wording)
  }

  private static func heading(_ session: Session, _ machine: Machine) -> TracePage.Heading {
    let model = session.model
    var facts = ["\(model.layer.kind), \(model.origin.format), Keras \(model.origin.version)"]
    if machine.samples > 1 { facts.append("sample \(session.sample) of \(machine.samples)") }
    let format = ArrayText()
    for value in machine.program.inputs {
      guard let tensor = try? machine.read(value, sample: session.sample) else { continue }
      facts.append(
        "input \(value.name.unicode.visible) \(value.shape) = "
          + format.oneLine(tensor, width: 200))
    }
    for (name, tensor) in zip(model.outputNames, (try? session.outputs()) ?? []) {
      let exact = tensor.elements.prefix(8).map { NumberFormat.exact($0, tensor.dtype) }
      let more = tensor.count > exact.count ? " …" : ""
      facts.append(
        "output \(name.visible) \(tensor.shape) = [\(exact.joined(separator: " "))\(more)]")
    }
    return TracePage.Heading(title: model.name, facts: facts)
  }
}
