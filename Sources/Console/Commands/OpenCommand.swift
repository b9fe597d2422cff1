import Debugging
import Layers
import Models
import Terminal
import Views

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `open lstm`: opens a model.
struct OpenCommand: Command {
  let names = ["open", "file"]
  let group = CommandGroup.model
  let reach: Reach = [.changes, .readsFiles]
  let summary = "open a model: a bundled one by name, or a file that Keras saved"
  let usage = [
    "open MODEL [--weights FILE] [--keras-version V]", "open MODEL --layer EQUATION|FILE",
  ]
  let example = ["open lstm"]
  let details = """
    MODEL is xor, mlp, rnn, lstm, gru, cnn or attention (and books, lstm-relu, gru-before, birnn, \
    xor-untrained, two-two-two, ridge or remember, which lessons use), or a file: .keras, .h5, the \
    JSON or YAML of an architecture together with --weights, the folder of a SavedModel, a model.json of \
    TensorFlow.js, or an unpacked .keras. The kind of file is found by its content. --layer says what a layer computes, \
    as the command layer does: --layer "lambda_1 = x * 2". The model that was open stays open when the new one cannot be.
    """
  let completion = Completion.Kind.named(
    "bundled models", Bundled.names.map { Candidate($0, note: "bundled model") }, .models)

  func run(_ arguments: String, _ console: Console) throws {
    let words = GivenLayers.words(arguments)
    var layers: [String] = []
    var path: String?
    var weights: String?
    var version: KerasVersion?
    var index = 0
    func value(_ option: String) throws -> String {
      index += 1
      guard index < words.count else { throw CommandError("\(option) needs a value") }
      return words[index]
    }
    while index < words.count {
      switch words[index] {
      case "--weights": weights = try value("--weights").expandingHome
      case "--layer": layers.append(try value("--layer"))
      case "--keras-version":
        let text = try value("--keras-version")
        guard let given = KerasVersion(text) else {
          throw CommandError(
            "\(text) is no version of Keras", hint: "open model.json --keras-version 2.15")
        }
        version = given
      default:
        path = path.map { "\($0) \(words[index])" } ?? words[index]
      }
      index += 1
    }
    guard let path else {
      throw CommandError("open needs a model", hint: "open xor, or a file: open model.keras")
    }
    let session = try console.settings.session(
      try Opener.open(
        path, weights: weights, version: version, layers: try GivenLayers.read(layers)))
    console.session = session
    console.output.lines(console.summary(of: session.model))
  }
}

extension Console {
  package func summary(of model: Model) -> [String] {
    SummaryTable(model: model, width: presentation.room).lines()
  }

  /// Keeps in the record how the model was opened that the program was started with, so that a
  /// transcript can be played from its beginning.
  package func recordOpening(_ command: String) {
    guard let model = session?.model else { return }
    output.record.opening = { [weak self] in
      guard let self else { return [] }
      let plain = Style(usesColour: false, usesASCII: settings.ascii)
      return [Record.line(of: command)]
        + summary(of: model).map { plain.rendered($0, isLine: true) }
    }
  }
}
