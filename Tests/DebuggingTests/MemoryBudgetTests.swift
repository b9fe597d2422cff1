import Tensors
import Terms
import TestSupport
import Testing

@testable import Debugging
@testable import Engine
@testable import Equations

/// Whatever memory there is, everything looks the same to the bit.
@Suite struct MemoryBudgetTests {
  /// Two runs of the same inputs, one with all the memory it wants and one with the least.
  struct Pair {
    let rich, poor: Machine

    init?(
      _ recipe: Recipe, samples: Int = 2, timestepsAtOnce: Int = 1, backwards: Bool = false
    ) throws {
      // Long enough that some timesteps must go.
      let shape = Shape([13] + recipe.input.dims.dropFirst())
      let program = try recipe.program(shape, backwards: backwards)
      guard program.scans.contains(where: { $0.parent == nil && $0.ticksPerStep > 0 }) else {
        return nil
      }
      let inputs = [recipe.samples(samples, shape)]
      var budget = MemoryBudget.standard
      budget.timestepsAtOnce = timestepsAtOnce
      rich = try Machine(program, inputs: inputs, budget: budget)
      budget.bytes = 0
      budget.bytes = try MemoryBudgetTests.least(program, samples, budget)
      poor = try Machine(program, inputs: inputs, budget: budget)
    }

    /// The first of all that can be seen that is not the same.
    func difference() -> String? { Seen.difference(rich, poor) }
  }

  /// What a refusal asks for.
  static func least(_ program: Program, _ samples: Int, _ budget: MemoryBudget) throws -> Int {
    do {
      _ = try Memory(program, samples: samples, budget: budget)
      return budget.bytes
    } catch {
      return try #require(error.bytes)
    }
  }

  static let recipes = Recipes.all.filter { (try? Pair($0)) != nil }

  @Test func loopsAreTried() {
    #expect(MemoryBudgetTests.recipes.count >= 8)
  }

  @Test(arguments: recipes, [false, true])
  func steppingThereAndBackIsTheSame(_ recipe: Recipe, _ backwards: Bool) throws {
    let pair = try #require(try Pair(recipe, backwards: backwards))
    #expect(backwards == pair.rich.program.scans.contains(where: \.isBackward))
    #expect(!pair.rich.memoryUse.isPartial)
    #expect(pair.poor.memoryUse.isPartial)
    let count = pair.rich.program.tickCount
    let distance = backwards ? 61 : 17
    for backwards in [false, true] {
      for _ in 0..<count {
        _ = try pair.rich.move(.step, backwards: backwards)
        _ = try pair.poor.move(.step, backwards: backwards)
        guard pair.rich.position.tick % distance == 0 else { continue }
        #expect(pair.difference() == nil)
      }
    }
  }

  /// Wild walks: steps, places, and changes of anything that is there.
  @Test(arguments: recipes, [1, 2, -1])
  func wildWalksAreTheSame(_ recipe: Recipe, _ timestepsAtOnce: Int) throws {
    // The number's sign says whether gradients stand behind the outputs.
    let pair = try #require(
      try Pair(
        recipe, timestepsAtOnce: abs(timestepsAtOnce), backwards: timestepsAtOnce < 0))
    let program = pair.rich.program
    var random = Chance("walk \(recipe.name)")
    for turn in 0..<40 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        let tick = Int.random(in: 0...program.tickCount, using: &random)
        _ = try pair.rich.go(to: .tick(tick))
        _ = try pair.poor.go(to: .tick(tick))
      case 1:
        _ = try pair.rich.resume()
        _ = try pair.poor.resume()
      case 2:
        let count = Int.random(in: 1...30, using: &random)
        let isBack = Bool.random(using: &random)
        _ = try pair.rich.move(.step, count: count, backwards: isBack)
        _ = try pair.poor.move(.step, count: count, backwards: isBack)
      default:
        try change(pair, &random)
      }
      guard turn % 5 == 0 else { continue }
      #expect(pair.poor.position == pair.rich.position)
      #expect(pair.poor.frontier == pair.rich.frontier)
      try #require(pair.difference() == nil, "turn \(turn)")
    }
    _ = try pair.rich.runToEnd()
    _ = try pair.poor.runToEnd()
    #expect(pair.difference() == nil)
  }

  private func change(_ pair: Pair, _ random: inout Chance) throws {
    let program = pair.rich.program
    let values = program.values.filter { value in
      if case .part = pair.rich.writers[value] { return false }
      return value.role != .number
    }
    guard let value = values.randomElement(using: &random) else { return }
    let steps = program.lengths(around: value.scope).map { Int.random(in: 0..<$0, using: &random) }
    guard pair.rich.isComputed(value, at: steps) else { return }
    let new = Tensor(
      value.shape, value.dtype,
      value.dtype == .bool
        ? (0..<value.shape.count).map { _ in Double(Int.random(in: 0...1, using: &random)) }
        : random.numbers(value.shape.count, 1))
    let sample = Int.random(in: 0..<pair.rich.samples, using: &random)
    let rich = try pair.rich.edit(value, at: steps, sample: sample, to: new)
    let poor = try pair.poor.edit(value, at: steps, sample: sample, to: new)
    #expect(poor.old == rich.old, "\(value.name.ascii)")
    #expect(poor.invalidated == rich.invalidated)
  }

  @Test(arguments: recipes)
  func whatAStateLeavesIsTheSame(_ recipe: Recipe) throws {
    let pair = try #require(try Pair(recipe))
    _ = try pair.rich.runToEnd()
    _ = try pair.poor.runToEnd()
    _ = try pair.poor.go(to: .tick(1))
    #expect(try pair.poor.results() == pair.rich.results())
  }

  /// A megabyte for what takes many, with the products of timesteps made as they always are.
  @Test func aMegabyteIsEnoughForThousandsOfTimesteps() throws {
    let layer = #"{"class_name": "LSTM", "config": {"name": "lstm", "units": 8}}"#
    let recipe = Recipe("long", [3000, 2], layer)
    let program = try recipe.program()
    let inputs = [recipe.samples(1)]
    let rich = try Machine(program, inputs: inputs)
    let poor = try Machine(program, inputs: inputs, budget: MemoryBudget(bytes: 1_000_000))
    let use = poor.memoryUse
    #expect(use.bytes <= 1_000_000)
    #expect(try #require(use.whole) > 1_500_000)
    #expect(try #require(use.parts.first).checkpoints == 47)
    for machine in [rich, poor] { _ = try machine.runToEnd() }
    #expect(try poor.results() == rich.results())
    for step in [2999, 0, 64, 1500, 1499, 63] {
      for equation in program.equations {
        let own = try poor.read(equation.result, at: [step])
        #expect(own.isIdentical(to: try rich.read(equation.result, at: [step])))
      }
    }
  }

  /// There and back through a long sequence: what both directions have of most timesteps is computed again.
  @Test func severalMegabytesAreEnoughForTheWayBack() throws {
    let layer = #"{"class_name": "LSTM", "config": {"name": "lstm", "units": 8}}"#
    let recipe = Recipe("long", [3000, 2], layer)
    let program = try recipe.program(backwards: true)
    let inputs = [recipe.samples(1)]
    let rich = try Machine(program, inputs: inputs)
    let whole = rich.memoryUse.bytes
    let poor = try Machine(program, inputs: inputs, budget: MemoryBudget(bytes: whole / 3))
    let use = poor.memoryUse
    #expect(use.bytes <= whole / 3 && use.whole == whole)
    #expect(use.parts.count == 1)
    for machine in [rich, poor] { _ = try machine.runToEnd() }
    for gradient in program.gradients.values {
      let own = try poor.read(program.values[gradient])
      #expect(own.isIdentical(to: try rich.read(program.values[gradient])))
    }
    for step in [2999, 0, 64, 1500, 1499, 63] {
      for equation in program.equations where equation.scan != nil {
        let own = try poor.read(equation.result, at: [step])
        #expect(own.isIdentical(to: try rich.read(equation.result, at: [step])))
      }
    }
  }

  @Test func aWatchFindsTheSameTimestepsBothWays() throws {
    let pair = try #require(try Pair(Recipes.lstm, samples: 1))
    var stops: [[Int]] = []
    for machine in [pair.rich, pair.poor] {
      let breakpoints = Breakpoints.of(machine)
      try breakpoints.add(.watch("lstm.f[1]", by: 0.05), in: machine)
      try breakpoints.add(.place("lstm.i"), if: "i[0] > f[0]", in: machine)
      stops.append(try machine.stops() + machine.stops(backwards: true))
    }
    #expect(stops[0].count > 8)
    #expect(stops[0] == stops[1])
  }
}
