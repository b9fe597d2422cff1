import Debugging
import Equations
import Foundation
import ModelSupport
import Tensors
import Terms
import TestSupport
import Testing

/// Which timestep a gradient came from.
@Suite struct GradientHistoryTests {
  /// Everything that a backward loop writes is the sum of what came in.
  @Test(arguments: AimedModel.all)
  func partsAddUp(_ model: AimedModel) throws {
    let machine = try #require(try model.session(.float64).machine)
    _ = try machine.resume()
    let program = machine.program
    var chance = Chance("\(model) history")
    var count = 0
    for equation in program.equations {
      guard let scan = equation.scan.map({ program.scans[$0] }), scan.isBackward,
        !scan.carries.isEmpty, equation.result.isBatched, equation.result.shape.count > 0
      else { continue }
      for _ in 0..<2 {
        let entry = Entry(
          value: equation.result, element: chance.number(0...equation.result.shape.count - 1),
          steps: [chance.number(0...scan.steps - 1)])
        let history = try machine.history(of: entry, sample: chance.number(0...machine.samples - 1))
        let size = history.parts.reduce(1e-9) { $0 + abs($1.amount) }
        #expect(
          abs(history.leftOver) <= 1e-9 * size,
          "\(machine.place(of: entry)): \(history.total), not \(history.number)")
        let steps = history.parts.compactMap { part -> Int? in
          if case .timestep(let step) = part.source { step } else { nil }
        }
        #expect(steps.allSatisfy { $0 >= entry.steps[0] })
        let paths = history.paths.reduce(0) { $0 + $1.amount }
        let own = history.parts.filter { $0.source == .timestep(entry.steps[0]) }
          .reduce(0) { $0 + $1.amount }
        #expect(history.paths.isEmpty || abs(paths + own - history.total) <= 1e-9 * size)
        count += 1
      }
    }
    let hasLoops = program.scans.contains { $0.isBackward && !$0.carries.isEmpty }
    #expect(hasLoops == (count > 0))
  }

  /// A weight of a loop gets its gradient from all timesteps.
  @Test(arguments: AimedModel.all)
  func sumsOverTimeAreOpened(_ model: AimedModel) throws {
    let machine = try #require(try model.session(.float64).machine)
    _ = try machine.resume()
    let program = machine.program
    for equation in program.equations
    where ["dU", "dW", "db"].contains(equation.result.name.ascii) {
      let path = program.frames[equation.frame].path
      let loops = program.scans.filter { program.frames[$0.frame].path == path && $0.isBackward }
      guard loops.count == 1, let loop = loops.first, !loop.carries.isEmpty else { continue }
      let entry = Entry(value: equation.result, element: 0, steps: [])
      let history = try machine.history(of: entry)
      let size = history.parts.reduce(1e-9) { $0 + abs($1.amount) }
      #expect(abs(history.leftOver) <= 1e-9 * size, "\(machine.place(of: entry))")
      #expect(history.parts.count == loop.steps, "\(machine.place(of: entry))")
      #expect(history.parts.map(\.back) == (0..<loop.steps).map { loop.steps - 1 - $0 })
    }
  }

  /// All that stays in C is multiplied with the forget gates alone.
  @Test func theWayThroughTheCellIsTheGates() throws {
    let session = try AimedModel(name: "lstm").session(.float64)
    let machine = try #require(session.machine)
    _ = try machine.resume()
    let program = machine.program
    let frame = try #require(program.frames.first { $0.kind == "LSTM" && $0.forward == nil })
    let steps = try #require(program.scans.first { $0.frame == frame.id }).steps
    func number(_ step: Int, _ name: String) throws -> Double {
      try machine.lookup("\(frame.path)@\(step).\(name)").tensor.elements[1]
    }
    let history = try machine.history(of: try machine.entry("\(frame.path)@0.dC[1]"))
    let cell = try #require(history.paths.first { $0.state?.ascii == "C" })
    var expected = 0.0
    var gates = 1.0
    for step in 1..<steps {
      gates *= try number(step, "f")
      let slope = 1 - pow(tanh(try number(step, "C")), 2)
      expected += gates * (try number(step, "dy")) * (try number(step, "o")) * slope
    }
    #expect(history.paths.count == 3)
    #expect(abs(cell.amount - expected) <= 1e-12, "\(cell.amount), not \(expected)")
  }
}
