import Debugging
import Equations
import Models
import Tensors
import Terms
import TestSupport

/// Steps forwards and backwards at random places of a trace of a million ticks.
enum MillionTicks {
  private static let (steps, inputs, units) = (142_858, 4, 8)

  /// An LSTM in a folder, opened, and an input of as many timesteps as make a million ticks.
  static func session(
    _ folder: TemporaryFolder, seed: UInt64
  ) throws -> (path: String, feed: Feed, session: Session) {
    let path = folder.file("ticks.keras")
    var random = Chance(seed: seed)
    try LSTMFile.file(
      steps: nil, inputs: inputs, units: units,
      kernel: random.floats(inputs * 4 * units, within: 0.5),
      recurrent: random.floats(units * 4 * units, within: 0.5),
      bias: random.floats(4 * units, within: 0.5)
    ).write(to: path)
    let x = random.floats(steps * inputs, within: 1).map(Double.init)
    let tensor = Tensor(Shape([1, steps, inputs]), .float32, x)
    let feed = Feed(tensors: [tensor], samples: 1, isBatch: true)
    return (path, feed, Session(try ModelFile.open(path)))
  }

  static func measure(_ report: inout Report) throws {
    let folder = try TemporaryFolder()
    let (path, feed, session) = try session(folder, seed: 3)
    var random = Chance(seed: 5)
    try session.feed(feed)
    guard let machine = session.machine else { throw BenchError("nothing was fed") }
    let seconds = try Clock.time { _ = try machine.resume() }
    let count = machine.program.tickCount
    guard machine.position.tick == count, count >= 1_000_000 else {
      throw BenchError("the trace has \(machine.position.tick) ticks")
    }

    var forwards: [Double] = []
    var backwards: [Double] = []
    for _ in 0..<500 {
      _ = try machine.go(to: .tick(Int.random(in: 1..<count - 1, using: &random)))
      // Five times at each place: what the machine does besides is not the place's doing.
      var there: [Double] = []
      var back: [Double] = []
      for _ in 0..<5 {
        there.append(try Clock.time { try step(machine, backwards: false) })
        back.append(try Clock.time { try step(machine, backwards: true) })
      }
      forwards.append(there.median)
      backwards.append(back.median)
    }
    report.add("continue through a million ticks", Double(count) / seconds, .perSecond)
    for (name, times) in [("step", forwards), ("rev step", backwards)] {
      report.add(
        "  \(name), at the slowest of 500 places", times.max() ?? .nan, atMost: 1e-3, .microseconds)
      report.add("    at the median place", times.median, .microseconds)
    }
    try atPrompt(path, count, &random, &report)
  }

  /// What a step command does: moves, and reads what its stop block shows.
  private static func step(_ machine: Machine, backwards: Bool) throws {
    _ = try machine.move(.step, backwards: backwards)
    guard let moment = machine.current else { return }
    let equation = machine.program.equations[moment.equation]
    guard !equation.text().isEmpty, !machine.stack.isEmpty else { return }
    for value in equation.term.values + [equation.result] {
      let depth = machine.program.loops(value.scope).count
      _ = try machine.read(value, at: Array(moment.steps.prefix(depth)))
    }
  }

  /// The same as a person has it: typed at the prompt, until the next prompt is there.
  private static func atPrompt(
    _ path: String, _ count: Int, _ random: inout Chance, _ report: inout Report
  ) throws {
    try BuiltProgram.check()
    let prompt = try Prompt([path])
    try prompt.wait()
    try prompt.type("feed zeros((\(steps), \(inputs)))")
    try prompt.type("continue")
    var forwards: [Double] = []
    var backwards: [Double] = []
    for _ in 0..<200 {
      try prompt.type("goto \(Int.random(in: 1..<count - 1, using: &random))")
      forwards.append(try Clock.time { try prompt.type("step") })
      backwards.append(try Clock.time { try prompt.type("rs") })
    }
    report.add("  step typed at the prompt, until the next prompt", forwards.median, .microseconds)
    report.add("  rev step likewise", backwards.median, .microseconds)
  }
}
