import Debugging
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

/// Gradients that were asked for without a target, against TensorFlow's GradientTape.
@Suite struct SlopeAgreementTests {
  /// `gates.k3`: a model's file without its ending, and that ending.
  static let names = Fixtures.names(in: "slopes").filter { !$0.hasSuffix(".npz") }

  @Test func thereAreModels() { #expect(Self.names.count >= 16) }

  @Test(arguments: names)
  func gradients(_ name: String) throws {
    let base = name.split(separator: ".").dropLast().joined(separator: ".")
    let file = Fixtures.path("slopes/\(base).npz")
    let debugger = Debugger()
    let session = Session(try ModelFile.open(Fixtures.path("slopes/\(name)")))
    debugger.session = session
    try session.feed(try Feed.read("\(file):x0", for: session.model))
    session.focus(1)
    let arrays = try #require(try Feed.arrays(inFile: file))
    func array(_ name: String) -> Tensor? { arrays.first { $0.name == name }?.tensor }
    func text(_ name: String) -> String? {
      array(name).map { String(decoding: $0.elements.map { UInt8($0) }, as: UTF8.self) }
    }
    var count = 0
    while let of = text("of\(count)"), let by = text("by\(count)") {
      let right = try #require(array("g\(count)"))
      let found = try debugger.evaluate(try debugger.expression("grad(\(of), \(by))"))
      #expect(found.shape == right.shape, "∂ \(of) / ∂ \(by)")
      let scale = right.elements.map(abs).max() ?? 0
      let isNear = zip(found.elements, right.elements).allSatisfy {
        abs($0 - $1) <= 1e-6 + 2e-5 * scale
      }
      #expect(
        isNear, "∂ \(of) / ∂ \(by): \(found.elements.prefix(6)), not \(right.elements.prefix(6))")
      count += 1
    }
    #expect(count >= 3)
  }
}

/// What holds of gradients without a target in every model.
@Suite struct SlopeLawTests {
  /// A value somewhere in a walk, as it is typed.
  private struct Variable {
    let word: String
    let value: Value
    let steps: [Int]
  }

  /// The slope in a direction is what the number does when the value is moved that way.
  @Test(arguments: FixtureModel.all)
  func gradientsAreCentralDifferences(_ fixture: FixtureModel) throws {
    let (model, feed) = try fixture.open()
    let debugger = Debugger()
    let session = Session(model)
    debugger.session = session
    try session.compute(in: .float64)
    var chance = Chance("\(fixture) slopes")
    let sample = chance.number(0...feed.samples - 1)
    guard feed.tensors.allSatisfy({ $0.row(sample)?.elements.allSatisfy { abs($0) < 50 } ?? false })
    else { return }
    try session.feed(feed)
    session.focus(sample)
    let machine = try #require(session.machine)
    // No gradient comes past an output that is given.
    guard machine.program.obstacle == nil, machine.program.outputs.first?.dtype.isFloat == true,
      feed.given.isEmpty
    else { return }
    let text = "sum(output * output) + sum(output)"
    let number = try debugger.expression(text)
    _ = try machine.resume()
    for variable in Self.variables(machine, &chance) {
      _ = try machine.resume()
      let gradient = try debugger.evaluate(
        try debugger.expression("grad(\(text), \(variable.word))"))
      let here = try machine.read(variable.value, at: variable.steps, sample: sample)
      #expect(gradient.shape == here.shape, "\(variable.word)")
      // What is 0 stays: a mask may be made of what is not.
      let way = zip(here.elements, chance.numbers(here.count, 1)).map { $0 == 0 ? 0 : $1 }
      func moved(_ length: Double) throws -> Double {
        let there = zip(here.elements, way).map { $0 + length * $1 }
        _ = try machine.edit(
          variable.value, at: variable.steps, sample: sample,
          to: Tensor(here.shape, here.dtype, there))
        _ = try machine.resume()
        return try #require(try debugger.evaluate(number).elements.first)
      }
      let step = 1e-5
      let difference = (try moved(step) - moved(-step)) / (2 * step)
      _ = try machine.edit(variable.value, at: variable.steps, sample: sample, to: here)
      let own = zip(gradient.elements, way).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(
        abs(own - difference) <= 1e-6 + 1e-5 * max(abs(own), abs(difference)),
        "\(variable.word): \(own), not \(difference)")
    }
  }

  /// Some of the values that equations write, in a timestep of their loops, and a weight.
  private static func variables(_ machine: Machine, _ chance: inout Chance) -> [Variable] {
    let program = machine.program
    var all: [Variable] = []
    for equation in program.equations where equation.result.dtype.isFloat {
      let moments = (1...program.tickCount).compactMap { program.moment($0) }
        .filter { $0.equation == equation.id }
      guard let moment = chance.any(moments) else { continue }
      let place = program.place(of: moment)
      // Where a name is written twice, it means the last of them.
      guard let found = try? machine.lookup(place), found.value == equation.result else { continue }
      all.append(Variable(word: place, value: equation.result, steps: found.steps))
    }
    for frame in program.frames {
      for weight in frame.weights where weight.dtype.isFloat && weight.shape.count > 0 {
        all.append(
          Variable(word: "\(frame.path).\(weight.name.ascii)", value: weight, steps: []))
      }
    }
    // Some fixtures have names that nobody can type.
    all.removeAll { !$0.word.allSatisfy { $0.isLetter || $0.isNumber || "._@/#".contains($0) } }
    let count = min(all.count, 5)
    return (0..<count).map { _ in all[chance.number(0...all.count - 1)] }
  }

  /// The number of one sample alone is gone back from, also to what all samples share.
  @Test func ofABatchOneSampleIsMeant() throws {
    let fixture = try #require(FixtureModel.all.first { "\($0)".contains("lstm-gates") })
    let (model, feed) = try fixture.open()
    try #require(feed.samples > 1)
    func gradients(_ feed: Feed, sample: Int, _ word: String) throws -> [Double] {
      let debugger = Debugger()
      let session = Session(model)
      debugger.session = session
      try session.feed(feed)
      session.focus(sample)
      return Array(
        try debugger.evaluate(try debugger.expression("grad(output[1], \(word))")).elements)
    }
    for word in ["x", "lstm.U", "lstm@1.h", "lstm.C"] {
      let whole = try gradients(feed, sample: 1, word)
      let alone = try gradients(try #require(feed.sample(1)), sample: 0, word)
      #expect(whole.count == alone.count && whole.contains { $0 != 0 })
      #expect(zip(whole, alone).allSatisfy { abs($0 - $1) < 1e-6 }, "\(word)")
    }
  }
}
