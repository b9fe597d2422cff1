import Containers
import Testing

@testable import Console
@testable import Exports

/// What a page of a step of training holds: its parts, and which numbers belong together.
struct PageTrainingTests {
  @Test func everyLayerHasItsPart() throws {
    let html = try Pages.html(try Pages.trainedLSTM())
    let layers = try #require(try Pages.data(html)["layers"]?.arrayValue)
    #expect(
      layers.map { "\($0["phase"]?.stringValue ?? "") \($0["path"]?.stringValue ?? "")" } == [
        "forward lstm", "forward dense", "loss loss", "backward loss", "backward dense",
        "backward lstm", "update update", "update lstm", "update dense",
      ])
    #expect(layers.map { $0["call"]?.intValue } == [0, 1, 2, 2, 1, 0, 6, 0, 1])
    #expect(html.contains("<p class=\"facts\">target y (2) = [0 1]</p>"))
    #expect(html.contains("<p class=\"facts\">loss categorical_crossentropy = 0.38302097</p>"))
    #expect(html.utf8.count < 2_000_000)
  }

  /// A prediction has one part, and nothing belongs to anything.
  @Test(arguments: Pages.bundled)
  func aPredictionHasOnePart(name: String) throws {
    let data = try Pages.data(try Pages.html(try Pages.session(name)))
    for layer in data["layers"]?.arrayValue ?? [] {
      #expect(layer["phase"]?.stringValue == "forward")
    }
    let listed = (data["equations"]?.arrayValue ?? []) + (data["given"]?.arrayValue ?? [])
    #expect(!listed.isEmpty && listed.allSatisfy { $0["of"] == .null })
  }

  /// Every gradient leads to what it is of, and every updated weight to the one before, by its name and shape.
  @Test(arguments: [
    ("lstm", "[[1, 2], [0.5, -1], [0, 0.25]]", "[0, 1]"), ("xor", "[[0, 1], [1, 1]]", "[1, 0]"),
    ("gru", "random(seed=1)", "0.5"), ("birnn", "[[1], [2], [3], [4]]", "[0, 0, 0, 1]"),
    ("attention", "[1, 2, 6, 4, 5, 0]", "1"), ("cnn", "random(seed=1)", "[0, 0, 1]"),
  ])
  func whatBelongsTogetherLeadsThere(name: String, input: String, target: String) throws {
    let data = try Pages.data(try Pages.html(try Pages.trained(name, input, target)))
    let equations = try #require(data["equations"]?.arrayValue)
    let listed = equations + (data["given"]?.arrayValue ?? [])
    var gradients = 0
    var updates = 0
    for one in listed {
      guard let of = one["of"]?.intValue else { continue }
      let own = try #require(one["name"]?.stringValue)
      let other = try #require(listed[of]["name"]?.stringValue)
      #expect(one["dims"] == listed[of]["dims"])
      let isGradient = own == "\u{2202}\(other)"
      #expect(isGradient || own == "\(other)′" || own == "\(other)_next", "\(own) of \(other)")
      gradients += isGradient ? 1 : 0
      updates += isGradient ? 0 : 1
    }
    // Every weight has a gradient, its own successor, and those of the moments that Adam keeps.
    let weights = Set(
      (data["layers"]?.arrayValue ?? []).filter { $0["phase"]?.stringValue == "forward" }
        .flatMap { $0["given"]?.arrayValue ?? [] }.compactMap(\.intValue)
    ).filter { listed[$0]["meaning"]?.stringValue == "weight" }
    #expect(gradients > weights.count && updates == 3 * weights.count + 1)
    let origins = Set(listed.compactMap { $0["of"]?.intValue })
    #expect(origins.isSuperset(of: weights))
  }
}
