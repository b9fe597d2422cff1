import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// What is offered to be fed can be fed, and says something.
struct ExampleFeedTests {
  @Test(arguments: [
    "xor", "mlp", "rnn", "lstm", "gru", "cnn", "attention", "birnn", "ridge", "remember",
  ])
  func whatIsOfferedCanBeFed(name: String) throws {
    let path = "\(Repository.path)/Sources/Console/Resources/models/\(name).keras"
    let model = try ModelFile.open(path)
    for text in model.exampleFeeds {
      let feed = try Feed.read(text, for: model)
      #expect(feed.samples == 1, "\(name): \(text)")
    }
  }

  /// Tokens are whole numbers of the table, and not the 0 that masks.
  @Test func tokensAreOffered() throws {
    var count = 0
    for one in GridCase.grid where one.title.contains("Embedding") {
      let model = try one.model()
      for text in model.exampleFeeds where model.inputs.count == 1 {
        guard let feed = try? Feed.read(text, for: model), text != "zeros" else { continue }
        guard text.contains("[") || text.contains("%") else { continue }
        let tokens = feed.tensors[0].elements
        #expect(tokens.allSatisfy { $0 >= 1 && $0.rounded() == $0 }, "\(one): \(text)")
        count += 1
      }
    }
    #expect(count > 0)
  }
}
