import Foundation
import ModelSupport
import Tensors
import TestSupport
import Testing

@testable import Models

/// Names of files in quotes, as a shell has them.
struct QuotedFileTests {
  @Test(arguments: ["\"", "'"])
  func aFileOfNumbersMayStandInQuotes(quote: String) throws {
    let folder = TemporaryDirectory()
    let path = folder.path + "/two numbers.json"
    try Data("[0.5, 2]".utf8).write(to: URL(fileURLWithPath: path))
    let layers = [Architecture.input(), Architecture.dense("d", 2)]
    let weights = [
      Tensor([2, 2], .float32, [1, 2, 3, 4]), Tensor([2], .float32, [0, 1]),
    ]
    let model = try Architecture(layers: layers).model([("d", weights)])
    let feed = try Feed.read(quote + path + quote, for: model)
    #expect(feed.tensors[0].elements == [0.5, 2])
  }
}
