import Checks
import Equations
import Expressions
import Layers
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

@Suite("layers whose equations a person wrote agree with Keras")
struct WrittenAgreementTests {
  @Test("the files are there")
  func files() { #expect(WrittenModel.all.count >= 22) }

  @Test("every layer's output", arguments: WrittenModel.all)
  func layers(_ one: WrittenModel) throws {
    expect(try Agreement(of: try one.open(), with: try Golden(path: one.golden)))
  }

  @Test(
    "the loss, and the gradients of all weights",
    arguments: WrittenModel.all.filter { $0.step != nil })
  func gradients(_ one: WrittenModel) throws {
    let golden = try Golden(path: try #require(one.step))
    let agreement = try Agreement(of: try one.open(), withSteps: golden)
    #expect(agreement.checks.count > 2)
    expect(agreement)
  }

  @Test("all weights are counted, said or not", arguments: WrittenModel.all)
  func weights(_ one: WrittenModel) throws {
    let plain = try ModelFile.open(one.path)
    let said = try one.open()
    #expect(plain.weights.parameterCount == said.weights.parameterCount)
    let own = try #require(plain.weights.parts.last)
    // All weights of these are in their last layer.
    let hasOne = ["subclassed", "pictured"].contains(where: one.folder.hasSuffix)
    #expect(plain.weights.parameterCount > own.parameterCount || hasOne)
  }

  @Test("without them a walk ends there, and says what can be typed", arguments: WrittenModel.all)
  func obstacle(_ one: WrittenModel) throws {
    let model = try ModelFile.open(one.path)
    let shapes = try #require(model.inputShapes(open: 3))
    let obstacle = try #require(try model.program(for: shapes).obstacle)
    let remedy = try #require(obstacle.remedy)
    let subject = try #require(model.openSubjects.first)
    #expect(remedy.contains("layer \(subject) = "))
  }

  @Test("every equation, as it is typed, reads back as the same", arguments: WrittenModel.all)
  func parseBack(_ one: WrittenModel) throws {
    let golden = try Golden(path: one.golden)
    let model = try one.open()
    let input = try #require(golden.arrays.first { $0.name == "x0" }).tensor
    let program = try model.program(for: [input.shape.removing(0)])
    #expect(program.obstacle == nil)
    for equation in program.equations {
      let text = equation.term.formula(.typed).text
      let scope = ValuesByName(values: equation.term.values)
      #expect(try Expression(text, names: scope).term(in: scope) == equation.term, "\(text)")
    }
  }

  @Test(
    "the examples of the page are these files",
    arguments: ["squeezed", "attended", "normed", "waved", "leaking"])
  func page(_ name: String) throws {
    let one = try #require(WrittenModel.named(name))
    let page = Repository.text("docs/own-layers.md")
    let file = Repository.text("Tests/Fixtures/\(one.folder)/\(one.equations)")
    #expect(page.contains("\n```\n\(file)```\n"))
  }

  @Test("the text of definitions reads back as the same", arguments: WrittenModel.all)
  func text(_ one: WrittenModel) throws {
    let layers = try one.layers
    let again = try LayerLines.read(layers.text, file: "again.eq")
    #expect(again.all.map(\.lines) == layers.all.map(\.lines))
  }
}

/// The values that an equation reads, by their names.
private struct ValuesByName: TermScope {
  let values: [Value]

  var names: [String] { values.map(\.name.ascii) }
  var functions: [String: FunctionMaker] { Activations.makers }

  func term(named word: String) -> Term? {
    values.first { $0.name.matches(word) }.map { .value($0) }
  }
}
