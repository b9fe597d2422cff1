import Containers
import Debugging
import Models
import Terminal

extension LayerCommand {
  /// What is said of layers, and what is not computed.
  func list(_ session: Session, _ console: Console) {
    let model = session.model
    for definition in model.layers.all {
      for (index, line) in definition.lines.enumerated() {
        let indent = index == 0 ? "" : "  "
        console.output.lines(line.visible.wrapped(after: indent, to: console.width))
      }
    }
    let open = model.openSubjects
    for subject in open {
      console.output.lines(console.prose("\(subject.visible): not computed", .bad))
    }
    if let first = open.first {
      console.output.lines(console.prose("layer \(first.visible) shows what there is to say of it"))
    } else if model.layers.isEmpty {
      console.output.lines(console.prose("every layer is computed as Keras computes it"))
    }
  }

  /// What is said of a layer, or what there is to say it with.
  func show(_ subject: String, _ session: Session, _ console: Console) throws {
    let model = session.model
    if let definition = model.layers[subject] {
      return console.output.lines(
        definition.lines.flatMap { $0.visible.wrapped(to: console.width) })
    }
    try model.check(subject)
    let facts = model.facts(of: subject)
    if facts.isEmpty {
      console.output.lines(console.prose("nothing is said of \(subject.visible)"))
    }
    for fact in facts { console.output.lines(console.prose(fact.visible)) }
  }

  /// Writes all that is said beside the model.
  static func keep(_ session: Session, _ console: Console) throws {
    let model = session.model
    guard let path = RememberedLayers.path(model.origin.path) else {
      throw CommandError(
        "\(model.origin.path.visible) has no ending, so no file can stand beside it")
    }
    guard !Bundled.names.contains(where: { Bundled.model($0) == model.origin.path }) else {
      throw CommandError("this model comes with the program, and nothing is written beside it")
    }
    let text = model.layers.text
    try FileBytes.write(Array(text.utf8), to: path)
    console.output.lines(
      console.prose("kept in \(path.visible), which is read when the model is opened"))
  }
}
