import Debugging
import Engine
import Equations
import Models
import Tensors
import TestSupport

/// LSTM(512) over 100,000 timesteps, 6.4 GB of values, within 1 GB: run, searched, gone back in.
enum LongLoop {
  private static let (steps, inputs, units) = (100_000, 4, 512)

  static func measure(_ report: inout Report) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("long.keras")
    var random = Chance(seed: 6)
    try LSTMFile.file(
      steps: nil, inputs: inputs, units: units,
      kernel: random.floats(inputs * 4 * units, within: 0.5),
      recurrent: random.floats(units * 4 * units, within: 0.05),
      bias: random.floats(4 * units, within: 0.5)
    ).write(to: path)
    let model = try ModelFile.open(path)
    let whole = try Clock.time { try run(10_000, model, .standard, &random) }
    let part = try Clock.time {
      try run(10_000, model, MemoryBudget(bytes: 100_000_000), &random)
    }

    let session = try run(steps, model, MemoryBudget(bytes: 1_000_000_000), &random)
    guard let machine = session.machine, machine.memoryUse.isPartial else {
      throw BenchError("the loop was kept whole")
    }
    let breakpoints = Breakpoints { [weak session] frame in
      SessionNames(session: session, frame: frame)
    }
    session.breakpoints = breakpoints
    _ = try breakpoints.add(
      .watch("LSTM.C[0]", by: 1000), in: machine, frame: .model)
    let back = try Clock.time { _ = try machine.resume(backwards: true) }
    guard machine.position == .start else { throw BenchError("the search stopped on its way") }
    let state = machine.program.scans[0].carries[1].next
    var looks: [Double] = []
    for _ in 0..<50 {
      let step = Int.random(in: 0..<steps, using: &random)
      looks.append(
        try Clock.time { _ = try machine.read(machine.program.values[state], at: [step]) })
    }

    report.add("LSTM(512), 10,000 timesteps: all kept", whole, .milliseconds)
    report.add("  within 100 MB of 640 MB", timesAsLong: part / whole, atMost: 1.5)
    report.add(
      "100,000 timesteps within 1 GB of 6.4 GB", Double(machine.memoryUse.bytes), .megabytes)
    report.add("  searched backwards with a watch", back, .milliseconds)
    report.add("  a look at any timestep, the slowest of 50", looks.max() ?? .nan, .milliseconds)
  }

  @discardableResult
  private static func run(
    _ steps: Int, _ model: Model, _ budget: MemoryBudget, _ random: inout Chance
  ) throws -> Session {
    let x = random.floats(steps * inputs, within: 1).map(Double.init)
    let tensor = Tensor(Shape([1, steps, inputs]), .float32, x)
    let session = Session(model, budget: budget)
    try session.feed(Feed(tensors: [tensor], samples: 1, isBatch: true))
    _ = try session.machine?.resume()
    return session
  }
}
