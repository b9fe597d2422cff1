import Equations
import ModelSupport
import Tensors
import Testing

@testable import Debugging

/// Watches across steps of training.
@Suite struct WatchStepTests {
  /// A run that stands at the end of five steps over a model's batch.
  private func machine(_ model: AimedModel) throws -> Machine {
    let session = try model.session()
    _ = try session.train(5)
    let machine = try #require(session.machine)
    try #require(machine.step == 4)
    return machine
  }

  private func places(_ machine: Machine, backwards: Bool) throws -> [WalkPosition] {
    var result: [WalkPosition] = []
    while case .breakpoint = try machine.resume(backwards: backwards).reason {
      result.append(machine.walkPosition)
    }
    return result
  }

  /// It stops where an equation's result is another than what it wrote last, in the step before where it was not in this one;
  /// forwards and backwards at the same places. The numbers are read from a run without a watch.
  @Test(arguments: AimedModel.all)
  func whatChangedSinceTheStepBeforeStops(_ model: AimedModel) throws {
    let plain = try machine(model)
    let machine = try machine(model)
    let program = machine.program
    let breakpoints = Breakpoints.of(machine)
    // Those that are named unambiguously: the loss, a weight's gradient, what is in a loop and before it.
    let named = program.equations.filter { equation in
      let word = machine.name(of: equation)
      return (try? machine.places(word, in: .model).equations) == [equation.id]
        && program.state(writtenBy: equation) == nil
    }
    let few = stride(from: 0, to: named.count, by: max(named.count / 6, 1)).map { named[$0] }
    for equation in few {
      var expected: [WalkPosition] = []
      var last: Tensor?
      for step in 0..<5 {
        try #require(try plain.enter(step: step))
        _ = try plain.compute(to: program.tickCount)
        for moment in plain.moments(of: equation.id) {
          let now = try plain.read(equation.result, at: moment.steps)
          if last.map({ !$0.isIdentical(to: now) }) ?? true {
            expected.append(WalkPosition(step: step, Position(moment.tick)))
          }
          last = now
        }
      }
      try breakpoints.add(.watch(machine.name(of: equation), by: nil), in: machine)
      #expect(try machine.enter(step: 0))
      machine.position = .start
      let word = machine.name(of: equation)
      #expect(try places(machine, backwards: false) == expected, "\(model) \(word)")
      let here = machine.walkPosition
      let back = expected.filter { $0 < here }
      #expect(try places(machine, backwards: true) == back.reversed(), "\(model) \(word), back")
      breakpoints.remove(breakpoints.lastNumber)
    }
  }
}
