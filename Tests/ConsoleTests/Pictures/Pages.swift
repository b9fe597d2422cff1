import Containers
import Debugging
import Foundation
import Layers
import Models
import Tensors
import TestSupport
import Views

@testable import Console
@testable import Exports

/// Runs that pages are made of.
enum Pages {
  static let bundled = ["xor", "mlp", "rnn", "lstm", "gru"]
  /// A masked model, one with attention, one with convolutions.
  static let fixtures = [
    "lstm-masked/k3.keras", "graphs/transformer/k3.keras", "graphs/small-cnn/k3.keras",
  ]

  /// A bundled model on the first of its samples, or one of the fixtures on ones, walked to the end.
  static func session(_ name: String) throws -> Session {
    let (console, _) = Console.imitation()
    let isBundled = !name.contains("/")
    console.execute("open \(isBundled ? name : Repository.fixture(name))")
    console.execute(isBundled ? "samples" : "feed ones")
    console.execute("continue")
    guard let session = console.session, session.machine != nil else { throw Missing() }
    return session
  }

  /// A bundled model on an input with its target, walked to the end of a step of training.
  static func trained(_ name: String, _ input: String, _ target: String) throws -> Session {
    let (console, _) = Console.imitation()
    for line in ["open \(name)", "feed \(input)", "target \(target)", "continue"] {
      console.execute(line)
    }
    guard let session = console.session, session.aim != nil else { throw Missing() }
    return session
  }

  /// The LSTM of the lessons in a step of training.
  static func trainedLSTM() throws -> Session {
    try trained("lstm", "[[1, 2], [0.5, -1], [0, 0.25]]", "[0, 1]")
  }

  struct Missing: Error {}

  static func html(_ session: Session) throws -> String {
    guard let machine = session.machine else { throw Missing() }
    return try TracePage(session, machine).html()
  }

  /// A formula of an explanation, its pieces put together.
  static func text(_ pieces: JSON?) -> String {
    (pieces?.arrayValue ?? []).map { $0.stringValue ?? $0[0]?.stringValue ?? "?" }.joined()
  }

  /// What the page's script reads.
  static func data(_ html: String) throws -> JSON {
    let opening = "<script type=\"application/json\" id=\"trace\">"
    guard let start = html.range(of: opening)?.upperBound,
      let end = html[start...].range(of: "</script>")?.lowerBound
    else { throw Missing() }
    return try JSON(parsing: Bytes(Array(html[start..<end].utf8)), file: "page")
  }

  /// A layer of 100 units without weights.
  static func wide() throws -> Session {
    let layers =
      #"{"class_name": "Activation", "config": {"name": "wide", "activation": "tanh"}}"#
    return try session(
      layers: [layers], name: "wide", input: "x", shape: [100],
      feed: "[\((0..<100).map { "\(Double($0) / 50 - 1)" }.joined(separator: ", "))]")
  }

  /// A model of layers without weights, whose names are what a page must not believe.
  static func hostile() throws -> Session {
    let names = [
      "</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "a'\"&lt;b",
      "<!--<script>", "]]>\u{2028}\u{202E}x",
    ]
    let layers = names.map { name in
      let text = JSON.string(name).text
      return #"{"class_name": "Activation", "config": {"name": \#(text), "activation": "tanh"}}"#
    }
    return try session(
      layers: layers, name: "</title><script>alert(3)</script>", input: "<b>x</b>", shape: [2],
      feed: "[0.5, nan]")
  }

  /// A model of layers as Keras writes them, walked to its end.
  private static func session(
    layers: [String], name: String, input: String, shape: [Int], feed: String
  ) throws -> Session {
    let dims = shape.map(String.init).joined(separator: ", ")
    let first = """
      {"class_name": "InputLayer", "config": {"name": "\(input)", "batch_input_shape": [null, \(dims)]}}
      """
    let json = """
      {"class_name": "Sequential", "keras_version": "2.15.0", "config":
       {"name": "\(name)", "layers": [\(([first] + layers).joined(separator: ", "))]}}
      """
    let model = try Model(
      try JSON(parsing: Bytes(Array(json.utf8)), file: "test"), version: KerasVersion(2, 15),
      arrays: [], named: "test")
    let session = Session(model)
    try session.feed(try Feed.read(feed, for: model))
    _ = try session.machine?.resume()
    return session
  }
}
