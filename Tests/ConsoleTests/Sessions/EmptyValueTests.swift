import Debugging
import ModelSupport
import TestSupport
import Testing

@testable import Console
@testable import Teaching

/// A value without a number, as a layer that crops everything away makes it, can be asked about like any other.
struct EmptyValueTests {
  private static func crop(_ rows: String, _ kind: String) -> String {
    #"{"class_name": "\#(kind)", "config": {"name": "crop", "cropping": \#(rows)}}"#
  }

  private static let models = [
    ("images", "[null, 4, 3, 2]", crop("[[1, 1], [2, 1]]", "Cropping2D")),
    ("series", "[null, 4, 2]", crop("[2, 2]", "Cropping1D")),
  ]

  @Test(arguments: models.map(\.0))
  func everyLookHasAnAnswer(name: String) throws {
    let (_, shape, layer) = try #require(Self.models.first { $0.0 == name })
    let model = try Architecture(layers: [Architecture.input("x", shape), layer]).model()
    let (console, shown) = Console.imitation()
    console.session = Session(model)
    let lines = [
      "feed ones", "step", "plot crop", "plot crop.y", "plot hist crop.y", "plot line crop.y",
      "stats crop.y",
      "p crop.y", "p -a crop.y", "p crop.y[0]", "whatis crop.y", "explain crop.y",
      "explain crop.y[0]",
      "info values", "display crop.y", "rev", "step", "grad sum(crop.y) wrt x", "why crop.y",
      "compare precision",
      "expect zeros", "list -v", "graph", "set var crop.y = 0", "diagnose zeros", "watch crop.y",
      "tbreak crop if sum(y) > 0", "run",
      "export markdown", "export numpy", "quiz", "1",
    ]
    for line in lines {
      shown.text = ""
      console.execute(line)
      #expect(!shown.text.isEmpty, "\(line)")
    }
    shown.text = ""
    console.execute("plot crop.y")
    #expect(shown.text.contains("no numbers"), "\(shown.text)")
  }
}
