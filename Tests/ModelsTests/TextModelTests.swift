import Checks
import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// Models that read text give what Keras gives, and refuse what they cannot read.
@Suite struct TextModelTests {
  static let cases = ["texts.k2.npz", "texts.k3.npz", "spare.k2.npz", "spare.k3.npz"].flatMap {
    (try? GridCase.all(in: $0, of: "texts")) ?? []
  }

  @Test func thereAreCases() { #expect(Self.cases.count > 400) }

  @Test(arguments: cases)
  func agrees(_ one: GridCase) throws {
    expect(try Agreement(of: try one.model(), with: try one.golden()))
  }

  /// Steps back to the start and forth to the end give the same bits.
  @Test(arguments: cases)
  func stepsBackAndForth(_ one: GridCase) throws {
    let (model, inputs) = (try one.model(), try one.golden().inputs)
    let feed = try Feed.fitted(inputs, model.inputs)
    let session = Session(model)
    try session.feed(feed)
    let machine = try #require(session.machine)
    #expect(try machine.runToEnd())
    let all = try #require(try session.outputs(all: true))
    while machine.position.tick > 0 { _ = try machine.move(.step, backwards: true) }
    while machine.position.tick < machine.program.tickCount { _ = try machine.move(.step) }
    let again = try #require(try session.outputs(all: true))
    #expect(zip(all, again).allSatisfy { $0.isIdentical(to: $1) })
  }

  static let files = Fixtures.names(in: "texts").filter {
    $0.hasSuffix(".keras") || $0.hasSuffix(".h5")
  }

  @Test(arguments: files)
  func filesAgree(_ file: String) throws {
    let name = file.split(separator: ".").prefix(2).joined(separator: ".")
    let golden = try Golden(path: Fixtures.path("texts/\(name).golden.npz"))
    let model = try ModelFile.open(Fixtures.path("texts/\(file)"))
    let isLost = file.hasSuffix(".h5") && !file.hasPrefix("listed")
    expect(
      try Agreement(of: model, with: golden),
      stoppedBy: isLost ? ["its vocabulary, which adapt() found, is not in the file"] : [])
  }

  private func typical() throws -> Model {
    try ModelFile.open(Fixtures.path("texts/typical.k3.keras"))
  }

  @Test func readsTextAsItIsTyped() throws {
    let model = try typical()
    for (typed, texts) in [
      (#""the cat""#, ["the cat"]), (#"x "the = [cat""#, ["the = [cat"]), (#"x='it"s'"#, ["it\"s"]),
      (#"["a", 'b']"#, ["a", "b"]), (#"x [["a"], ["b"]]"#, ["a", "b"]),
      (#""a\n\"b\"""#, ["a\n\"b\""]),
      (#""""#, [""]),
    ] {
      let feed = try Feed.read(typed, for: model)
      #expect(feed.tensors.map(\.elements) == [texts.map { Texts.number(of: $0) }], "\(typed)")
      #expect(feed.tensors.map(\.shape) == [[texts.count, 1]], "\(typed)")
    }
  }

  @Test(arguments: ["[0, 1]", "zeros", "3", "random(seed=1)", "x=ones"])
  func refusesNumbersForText(_ typed: String) throws {
    let model = try typical()
    let error = #expect(throws: InputError.self) { try Feed.read(typed, for: model) }
    #expect(error?.message.contains("x takes text, but what is fed is numbers") == true)
  }

  @Test(arguments: [#""a" "b""#, #"["a", ["b"]]"#, #""a"#, #"["a""#, #"["a" "b"]"#])
  func refusesTextThatIsNotWhole(_ typed: String) throws {
    let model = try typical()
    #expect(throws: InputError.self) { try Feed.read(typed, for: model) }
  }

  @Test func refusesTextForNumbers() throws {
    let model = try ModelFile.open(Fixtures.path("mlp-relu/k3.keras"))
    let error = #expect(throws: InputError.self) { try Feed.read("\"some words\"", for: model) }
    #expect(error?.message.contains("takes numbers (float32), but what is fed is text") == true)
  }

  @Test func readsFilesOfText() throws {
    let folder = TemporaryDirectory()
    let model = try typical()
    for (name, text) in [
      ("a.txt", "the cat\n\na, b\r\n"), ("a.csv", "the cat\n\"\"\n\"a, b\"\n"),
      ("a.json", #"[["the cat"], [""], ["a, b"]]"#), ("b.json", #"{"x": ["the cat", "", "a, b"]}"#),
    ] {
      let path = "\(folder.path)/\(name)"
      folder.write(Array(text.utf8), to: name)
      let feed = try Feed.read(path, for: model)
      let expected = ["the cat", "", "a, b"].map { Texts.number(of: $0) }
      #expect(feed.tensors.map(\.elements) == [expected], "\(name)")
    }
  }

  @Test func writesArraysOfText() throws {
    let folder = TemporaryDirectory()
    let array = NamedTensor("x", Tensor([2, 1], texts: ["é — 𝄞", ""]))
    for ending in ["npz", "npy", "json"] {
      let path = "\(folder.path)/a.\(ending)"
      try ArrayFile.write([array], to: path)
      let read = try #require(try ArrayFile(path)?.read().first?.tensor)
      #expect(read == array.tensor, "\(ending)")
    }
  }
}
