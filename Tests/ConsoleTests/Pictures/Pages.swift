import Containers
import Debugging
import Foundation
import Layers
import Models
import Tensors
import Views

@testable import Console
@testable import Exports

/// Runs that pages are made of.
enum Pages {
  static let bundled = ["xor", "mlp", "rnn", "lstm", "gru"]

  /// A bundled model on the first of its samples, walked to the end.
  static func session(_ name: String) throws -> Session {
    let (console, _) = Console.imitation()
    console.execute("open \(name)")
    console.execute("samples")
    console.execute("continue")
    guard let session = console.session, session.machine != nil else { throw Missing() }
    return session
  }

  struct Missing: Error {}

  static func html(_ session: Session) throws -> String {
    guard let machine = session.machine else { throw Missing() }
    return try TracePage(session, machine).html()
  }

  /// What the page's script reads.
  static func data(_ html: String) throws -> JSON {
    let opening = "<script type=\"application/json\" id=\"trace\">"
    guard let start = html.range(of: opening)?.upperBound,
      let end = html[start...].range(of: "</script>")?.lowerBound
    else { throw Missing() }
    return try JSON(parsing: Bytes(Array(html[start..<end].utf8)), file: "page")
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
    let input =
      #"{"class_name": "InputLayer", "config": {"name": "<b>x</b>", "batch_input_shape": [null, 2]}}"#
    let json = """
      {"class_name": "Sequential", "keras_version": "2.15.0", "config":
       {"name": "</title><script>alert(3)</script>", "layers": [\(([input] + layers).joined(separator: ", "))]}}
      """
    let model = try Model(
      try JSON(parsing: Bytes(Array(json.utf8)), file: "test"), version: KerasVersion(2, 15),
      arrays: [], named: "test")
    let session = Session(model)
    try session.feed(try Feed.read("[0.5, nan]", for: model))
    _ = try session.machine?.resume()
    return session
  }
}
