import Equations
import ModelSupport
import Tensors
import Terms
import Testing

@testable import Debugging

/// What the timesteps put into a state adds up to it.
@Suite struct StateHistoryLawTests {
  @Test(arguments: FixtureModel.all)
  func thePartsAddUp(_ model: FixtureModel) throws {
    let machine = try #require(try model.session().machine)
    _ = try machine.resume()
    try expectHistories(machine)
  }

  @Test(arguments: Recipes.all)
  func thePartsAddUpInEveryLayer(_ recipe: Recipe) throws {
    let machine = try recipe.machine(2)
    _ = try machine.resume()
    try expectHistories(machine)
  }

  /// Every state of every loop, in every timestep: within 1e-5 of the state. Where parts cancel,
  /// single precision itself has no such digits; there it is within 1e-6 of their sizes together.
  private func expectHistories(_ machine: Machine) throws {
    for scan in machine.program.scans {
      for carry in scan.carries {
        let value = machine.program.values[carry.next]
        for steps in Machine.combinations(machine.program.lengths(around: scan.id)) {
          for element in 0..<min(value.shape.count, 3) {
            let entry = Entry(value: value, element: element, steps: steps)
            let sample = (steps.last ?? 0) % machine.samples
            let history = try machine.history(of: entry, sample: sample)
            let size = history.parts.reduce(0) { $0 + abs($1.amount) }
            #expect(
              abs(history.leftOver) <= max(1e-5 * abs(history.number), 1e-6 * size),
              "\(machine.place(of: entry)): \(history.number), the parts \(history.total)")
            let timesteps = history.parts.filter {
              if case .timestep = $0.source { true } else { false }
            }
            #expect(timesteps.count == (steps.last ?? 0) + 1)
            #expect(!timesteps.contains { $0.isMasked && $0.amount != 0 && $0.written != 0 })
          }
        }
      }
    }
  }

  /// What is exact is told from what is not by the equations.
  @Test func whatIsSaidToBeExact() throws {
    func basis(_ recipe: Recipe, _ text: String) throws -> String {
      let machine = try recipe.machine()
      _ = try machine.resume()
      switch try machine.history(of: machine.entry(text)).basis {
      case .exact: return "exact"
      case .scaled: return "scaled"
      case .linearized: return "linearized"
      case .handedBack, .summed: return "a gradient's"
      }
    }
    #expect(try basis(Recipes.lstm, "lstm@3.C[0]") == "exact")
    #expect(try basis(Recipes.lstm, "lstm@3.h[0]") == "scaled")
    #expect(try basis(Recipes.lstm, "lstm[0]") == "scaled")
    #expect(try basis(Recipes.gruBefore, "gru@3.h[1]") == "exact")
    #expect(try basis(Recipes.statefulMasked, "gru@3.h[1]") == "exact")
    #expect(try basis(Recipes.maskedSimpleRNN, "rnn@4.h[2]") == "linearized")
    #expect(try basis(Recipes.cells, "rnn/upper@2.h[1]") == "exact")
    #expect(try basis(Recipes.cells, "rnn/lower@2.C[1]") == "exact")
  }

  /// An LSTM's cell, by hand: what was written times the forget gates since.
  @Test func aCellIsWhatTheGatesSay() throws {
    let machine = try Recipes.lstm.machine()
    _ = try machine.resume()
    func number(_ name: String, _ step: Int) throws -> Double {
      try machine.number(machine.entry("lstm@\(step).\(name)[1]"), sample: 0)
    }
    let history = try machine.history(of: machine.entry("lstm@3.C[1]"))
    for step in 0...3 {
      let part = try #require(history.parts.first { $0.source == .timestep(step) })
      #expect(try part.written == number("i", step) * number("g", step))
      let kept = try (step + 1..<4).reduce(1) { try $0 * number("f", $1) }
      #expect(abs(try #require(part.kept) - kept) < 1e-12)
    }
  }

  @Test func whatIsNoState() throws {
    let machine = try Recipes.lstm.machine()
    _ = try machine.resume()
    #expect(throws: HistoryError.noState("z", states: ["lstm.h", "lstm.C"])) {
      try machine.history(of: machine.entry("lstm@1.z[0]"))
    }
    #expect(throws: HistoryError.initial("C_prev")) {
      try machine.history(of: machine.entry("lstm@0.C_prev[0]"))
    }
    let first = try machine.history(of: machine.entry("lstm@2.C_prev[0]"))
    #expect(first.entry.steps == [1])
  }
}
