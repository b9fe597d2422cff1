import Containers
import Debugging
import Equations
import Models
import Tensors
import Terminal

/// `layer lambda_1 = x / 127.5 - 1`: says what a layer computes whose code is not read.
struct LayerCommand: Command {
  let names = ["layer", "layers"]
  let group = CommandGroup.model
  let reach: Reach = [.walks, .changes, .readsFiles, .writesFiles]
  let summary = "say what a layer computes that kerastep does not: layer lambda_1 = x / 127.5 - 1"
  let usage = [
    "layer", "layer NAME", "layer NAME = EXPRESSION", "layer NAME.activation = EXPRESSION",
    "layer NAME =", "layer FILE.eq", "layer NAME = EXPRESSION --save", "layer --save",
  ]
  let example = [
    "layer dense.activation = maximum(z, 0.1 * z)", "feed [0, 1]", "next", "layer",
    "layer dense.activation =",
  ]
  let details = """
    NAME is a layer, a path (encoder/lambda_1) or a class. In the expression x is the layer's input, x0, x1, … \
    if it has several, of one sample: the batch is no axis, so that Keras' axis=1 is axis=0 here. w0, w1, … are the \
    layer's weights in the order of the file, or by their names where it names them (kernel); numbers of its config go \
    by their keys (epsilon), m is the mask. In a function, as NAME.activation is one, z is what it is applied to. All \
    behind the layer is then computed, listed and explained like anything else, and exported. Alone it lists \
    what is said, with a name it shows what there is to say; NAME = with nothing behind forgets it. FILE.eq holds \
    several layers and longer ones, with weights of their own names and shapes: see docs/own-layers.md. --save keeps all that \
    is said in a file beside the model, model.eq beside model.keras, which is read when the model is opened again. \
    --layer does the same on a command line. The output of such a layer can be fed, too: feed [0, 1] lambda_1=out.npy.
    """
  let completion = Completion.Kind.layer

  private static let saving = "--save"

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    var text = arguments.trimmed
    let keeps = text == LayerCommand.saving || text.hasSuffix(" " + LayerCommand.saving)
    if keeps { text = String(text.dropLast(LayerCommand.saving.count)).trimmed }
    if text.isEmpty {
      if !keeps { return list(session, console) }
    } else if LayerCommand.isFile(text) {
      try take(file: text.expandingHome, session, console)
    } else if let equals = LayerCommand.equals(in: text) {
      let subject = String(text[..<equals]).trimmed
      let isEmpty = text[text.index(after: equals)...].allSatisfy(\.isWhitespace)
      try isEmpty ? forget(subject, session, console) : take(text, subject, session, console)
    } else {
      return try show(text.unquoted, session, console)
    }
    if keeps { try LayerCommand.keep(session, console) }
  }

  /// The `=` behind a name; nil where there is none.
  private static func equals(in text: String) -> String.Index? {
    text.firstIndex(of: "=")
  }

  private static func isFile(_ text: String) -> Bool {
    text.hasSuffix(".eq") && equals(in: text) == nil
  }

  // MARK: Saying

  private func take(_ text: String, _ subject: String, _ session: Session, _ console: Console)
    throws
  {
    let definition = try LayerLines.typed(text)
    var layers = session.model.layers
    layers.set(definition)
    try session.define(layers)
    console.output.lines(console.prose("\(subject.visible): \(definition.formula.visible)"))
    try tell(session, console)
  }

  private func take(file: String, _ session: Session, _ console: Console) throws {
    let read = try LayerLines.read(path: file)
    var layers = session.model.layers
    layers.set(read)
    try session.define(layers)
    for definition in read.all {
      let isOf = session.model.has(definition.subject)
      let count = definition.equationCount
      console.output.lines(
        console.prose(
          "\(definition.subject.visible): "
            + (isOf
              ? count == 1 ? "1 equation" : "\(count) equations"
              : "no layer of this model is called so")))
    }
    try tell(session, console)
  }

  private func forget(_ subject: String, _ session: Session, _ console: Console) throws {
    guard !subject.isEmpty else {
      throw CommandError("layer needs a name", hint: "layer NAME = EXPRESSION")
    }
    guard session.model.layers[subject] != nil else {
      throw CommandError(
        "nothing is said of \(subject.visible)",
        hint: "layer \(subject) = EXPRESSION says what it computes of its input x.")
    }
    var layers = session.model.layers
    layers.remove(subject)
    try session.define(layers)
    console.output.line("what was said of \(subject.visible) is forgotten")
    try tell(session, console)
  }

  /// How the walk goes on.
  private func tell(_ session: Session, _ console: Console) throws {
    guard let machine = session.machine else { return }
    if let obstacle = machine.program.obstacle {
      console.output.lines(console.prose(FeedCommand.end(obstacle), .bad))
    } else {
      let count = machine.program.tickCount
      console.output.line(
        count == 1 ? "1 equation to step through" : "\(count) equations to step through")
    }
    try console.showPlace()
  }

  func completion(before cursor: Substring) -> Completion.Kind {
    cursor.contains("=") ? .value : .layer
  }

  func reach(of arguments: String) -> Reach {
    let text = arguments.trimmed
    if text.hasSuffix(LayerCommand.saving) { return reach }
    if LayerCommand.isFile(text) { return [.walks, .changes, .readsFiles] }
    return LayerCommand.equals(in: text) == nil ? .looks : [.walks, .changes]
  }
}
