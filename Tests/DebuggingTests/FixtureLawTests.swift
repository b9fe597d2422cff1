import Equations
import Expressions
import Layers
import ModelSupport
import Models
import Tensors
import Terms
import Testing

@testable import Debugging

/// What holds of every model that real Keras saved.
@Suite struct FixtureLawTests {
  @Test func thereAreFixtures() {
    #expect(FixtureModel.all.count >= 30)
  }

  @Test(arguments: FixtureModel.all)
  func backAfterStepsIsTheIdentityToTheBit(_ fixture: FixtureModel) throws {
    let machine = try #require(try fixture.session(sample: 0).machine)
    let count = machine.program.tickCount
    // A look at every tick of a long walk would read every number of it each time.
    let stride = max(1, count / 12)
    var seen = [0: machine.visible()]
    for tick in 1...count {
      _ = try machine.move(.step)
      if tick % stride == 0 { seen[tick] = machine.visible() }
    }
    for tick in (0..<count).reversed() {
      _ = try machine.move(.step, backwards: true)
      if let before = seen[tick] { #expect(machine.visible() == before, "back at \(tick)") }
    }
  }

  @Test(arguments: FixtureModel.all)
  func runningIsSteppingToTheBit(_ fixture: FixtureModel) throws {
    let run = try #require(try fixture.session().machine)
    _ = try run.resume()
    let stepped = try #require(try fixture.session().machine)
    while stepped.position.tick < stepped.program.tickCount { _ = try stepped.move(.step) }
    #expect(run.visible() == stepped.visible())
  }

  @Test(arguments: FixtureModel.all)
  func aBatchIsItsSamplesOneByOne(_ fixture: FixtureModel) throws {
    let (model, feed) = try fixture.open()
    let whole = Session(model)
    try whole.feed(feed)
    let machine = try #require(whole.machine)
    _ = try machine.resume()
    for sample in 0..<feed.samples {
      let one = Session(model)
      try one.feed(try #require(feed.sample(sample)))
      let single = try #require(one.machine)
      _ = try single.resume()
      for (value, twin) in zip(machine.program.outputs, single.program.outputs) {
        let batch = try machine.read(value, sample: sample)
        let alone = try single.read(twin)
        // Half precision has 11 bits: sums in another order differ by its last one.
        let isNarrow = [.float16, .bfloat16].contains(value.dtype)
        let room = isNarrow ? 2e-2 : 2e-6
        #expect(
          zip(batch.elements, alone.elements).allSatisfy {
            abs($0 - $1) <= room + room * 10 * abs($1) || $0.isNaN && $1.isNaN
          }, "sample \(sample)")
      }
    }
  }

  /// The second input takes over the first one's memory; nothing of the first may be left.
  @Test(arguments: FixtureModel.all)
  func feedingAgainIsFeedingAnewToTheBit(_ fixture: FixtureModel) throws {
    let (model, feed) = try fixture.open()
    let (first, last) = (feed.sample(0), feed.sample(feed.samples - 1))
    let again = Session(model)
    try again.feed(try #require(first))
    let before = again.machine.map(ObjectIdentifier.init)
    try again.machine?.spoil()
    try again.feed(try #require(last))
    #expect(again.machine.map(ObjectIdentifier.init) == before)

    let anew = Session(model)
    let isStateful = again.machine?.program.scans.contains(where: \.isStateful) ?? false
    if isStateful { try anew.feed(try #require(first)) }
    if isStateful { try anew.machine?.spoil() }
    let apart = anew.machine
    try anew.feed(try #require(last))
    #expect(apart == nil || anew.machine !== apart, "a machine in use is left alone")
    for session in [again, anew] { _ = try session.machine?.resume() }
    #expect(again.machine?.visible() == anew.machine?.visible())
  }

  @Test(arguments: FixtureModel.all)
  func everyPrintedEquationParsesBack(_ fixture: FixtureModel) throws {
    let program = try #require(try fixture.session().machine).program
    for equation in program.equations {
      let text = equation.term.formula(.typed).text
      let scope = EquationScope(equation)
      let parsed = try Expression(text, names: scope).term(in: scope)
      // NaN is not itself.
      let isSame =
        parsed == equation.term || parsed.formula(.typed).text == text && text.contains("nan")
      #expect(isSame, "\(equation.text(.typed))")
    }
  }
}

extension Machine {
  /// Runs with the last weight doubled.
  fileprivate func spoil() throws {
    if let weight = program.values.last(where: { $0.role == .weight }) {
      let old = try read(weight)
      _ = try edit(
        weight, to: Tensor(weight.shape, weight.dtype, old.elements.map { 2 * $0 }))
    }
    _ = try resume()
  }
}

/// The values of one equation by their names.
private struct EquationScope: TermScope {
  let values: [Value]

  init(_ equation: Equation) { values = equation.term.values }

  var names: [String] { values.map(\.name.ascii) }

  func term(named word: String) -> Term? {
    values.first { $0.name.ascii == word }.map { .value($0) }
  }

  var functions: [String: FunctionMaker] {
    Activations.functions.mapValues { function in
      { operands, _ in operands.first.map(function) }
    }
  }
}
