import Foundation
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
    let model = try Architecture(layers: [Architecture.input(), Architecture.dense("d", 1)])
      .model()
    let feed = try Feed.read(quote + path + quote, for: model)
    #expect(feed.tensors[0].elements == [0.5, 2])
  }
}
