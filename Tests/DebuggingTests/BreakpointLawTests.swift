import Engine
import Equations
import ModelSupport
import Tensors
import Terms
import Testing

@testable import Debugging

/// What holds of breakpoints in every model.
@Suite struct BreakpointLawTests {
  @Test(arguments: Recipes.all)
  func aBreakpointStopsAtItsTicksInBothDirections(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    let breakpoints = Breakpoints.of(machine)
    for equation in machine.program.equations {
      // Of several equations of one name, the last is meant; it is the one listed by its name.
      let word = machine.name(of: equation)
      guard try machine.places(word, in: .model).equations == [equation.id] else { continue }
      try breakpoints.add(.place(word), in: machine)
      let number = breakpoints.lastNumber
      let ticks = machine.moments(of: equation.id).map(\.tick)
      #expect(!ticks.isEmpty)
      try #expect(machine.stops() == ticks, "\(word)")
      let before = ticks.filter { $0 < machine.position.tick }
      try #expect(machine.stops(backwards: true) == before.reversed(), "\(word) back")
      #expect(machine.position == .start)
      #expect(breakpoints[number]?.hits == ticks.count + before.count)
      breakpoints.remove(number)
    }
  }

  @Test(arguments: FixtureModel.all)
  func everyEquationOfAFixtureCanBeStoppedAt(_ fixture: FixtureModel) throws {
    let session = try fixture.session(sample: 0)
    let machine = try #require(session.machine)
    let breakpoints = Breakpoints.of(machine)
    let last = min(machine.program.tickCount, 3000)
    var expected: [Int: [Int]] = [:]
    for tick in 1...last {
      let moment = try #require(machine.program.moment(tick))
      expected[moment.equation, default: []].append(tick)
    }
    let names = machine.program.equations.map { machine.name(of: $0) }
    for (id, ticks) in expected.sorted(by: { $0.key < $1.key }) {
      let word = names[id]
      guard names.count(where: { $0 == word }) == 1 else { continue }
      try breakpoints.add(.place(word), in: machine)
      try #expect(machine.stops().filter { $0 <= last } == ticks, "\(word)")
      try machine.restart()
      breakpoints.remove(breakpoints.lastNumber)
    }
  }

  @Test(arguments: Recipes.all)
  func aPatternStopsAtEveryTickAndChangesNoNumber(_ recipe: Recipe) throws {
    let plain = try recipe.machine()
    _ = try plain.resume()
    let machine = try recipe.machine()
    let breakpoints = Breakpoints.of(machine)
    try breakpoints.add(.place("/./"), in: machine)
    try #expect(machine.stops() == Array(1...machine.program.tickCount))
    #expect(machine.visible() == plain.visible())
    try #expect(machine.stops(backwards: true) == Array((1..<machine.program.tickCount).reversed()))
    breakpoints.change(1) { $0.isEnabled = false }
    try #expect(machine.stops() == [])
    #expect(machine.visible() == plain.visible())
  }

  @Test(arguments: Recipes.all)
  func aConditionStopsWhereItIsTrueByHand(_ recipe: Recipe) throws {
    let machine = try recipe.machine(2)
    for sample in 0..<2 {
      let breakpoints = Breakpoints.of(machine, sample: sample)
      for equation in machine.program.equations where equation.result.dtype.isFloat {
        let word = machine.name(of: equation)
        guard try machine.places(word, in: .model).equations == [equation.id] else { continue }
        try machine.restart()
        machine.stopping = nil
        _ = try machine.resume()
        let moments = machine.moments(of: equation.id)
        let largest = try moments.map { moment in
          try machine.read(equation.result, at: moment.steps, sample: sample).elements.max() ?? 0
        }
        let middle = largest.sorted()[largest.count / 2]
        try machine.restart()
        machine.stopping = breakpoints
        let name = equation.result.name.ascii
        let bound = NumberFormat.exact(middle, .float64)
        // The same asked of the equation's memory, and by the names of the prompt.
        for text in ["max(\(name)) >= \(bound)", "max([max(\(name)), -inf]) >= \(bound)"] {
          try breakpoints.add(.place(word), if: text, in: machine)
          let expected = zip(moments, largest).filter { $0.1 >= middle }.map(\.0.tick)
          try #expect(machine.stops() == expected, "\(word) if \(text)")
          let before = expected.filter { $0 < machine.position.tick }
          try #expect(machine.stops(backwards: true) == before.reversed(), "\(word) if \(text)")
          breakpoints.remove(breakpoints.lastNumber)
        }
      }
    }
  }

  @Test(arguments: Recipes.all)
  func aWatchStopsWhereTheValueDiffersFromTheStepBefore(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    let breakpoints = Breakpoints.of(machine)
    let program = machine.program
    for equation in program.equations {
      let word = machine.name(of: equation)
      guard try machine.places(word, in: .model).equations == [equation.id] else { continue }
      for by in [nil, 0.05] as [Double?] {
        machine.stopping = nil
        _ = try machine.resume()
        var last: Tensor?
        var expected: [Int] = []
        for moment in machine.moments(of: equation.id) {
          let new = try machine.read(equation.result, at: moment.steps)
          let carry = equation.scan.flatMap { scan in
            program.scans[scan].carries.first { $0.next == equation.result.id }
          }
          // A state begins anew where its loop does.
          if let carry, moment.steps.last == 0 {
            last = try machine.read(program.values[carry.previous], at: moment.steps)
          }
          let isChanged =
            last.map { last in
              zip(last.elements, new.elements).contains { abs($0 - $1) > by ?? 0 }
            } ?? (by == nil)
          if isChanged { expected.append(moment.tick) }
          last = new
        }
        try machine.restart()
        machine.stopping = breakpoints
        try breakpoints.add(.watch(word, by: by), in: machine)
        try #expect(machine.stops() == expected, "\(word)")
        let before = expected.filter { $0 < machine.position.tick }
        try #expect(machine.stops(backwards: true) == before.reversed(), "\(word)")
        breakpoints.remove(breakpoints.lastNumber)
      }
    }
  }

  @Test(arguments: Recipes.all)
  func aBoundTermGivesTheBitsOfItsEquation(_ recipe: Recipe) throws {
    let machine = try recipe.machine(2)
    _ = try machine.resume()
    var count = 0
    for equation in machine.program.equations {
      for sample in 0..<2 {
        guard let bound = BoundTerm(equation.term, in: machine.engine.memory, sample: sample) else {
          continue
        }
        count += 1
        for moment in machine.moments(of: equation.id) {
          let expected = try machine.read(equation.result, at: moment.steps, sample: sample)
          let found = try bound.numbers(at: SIMD4(timesteps: moment.steps)).map(Double.init)
          #expect(found.map(\.bitPattern) == expected.elements.map(\.bitPattern))
        }
      }
    }
    #expect(count > 0 || !machine.program.equations.contains { $0.scan != nil })
  }
}
