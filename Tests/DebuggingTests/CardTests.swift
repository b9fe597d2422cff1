import Equations
import ModelSupport
import Models
import Tensors
import Terms
import Testing

@testable import Debugging

/// What a timestep is as a whole.
struct CardTests {
  /// Goes by `next` through a model, and gives the timesteps that it has gone through.
  private static func cards(_ fixture: FixtureModel) throws -> (Debugger, [Card]) {
    let debugger = Debugger()
    debugger.session = try fixture.session(sample: 0)
    let (_, machine) = try debugger.requireMachine()
    var cards: [Card] = []
    while machine.position.tick < machine.program.tickCount, cards.count < 40 {
      let stop = try machine.move(.next)
      guard stop.place > stop.from else { break }
      if let card = try debugger.snapshot(after: .next, stop.reason).card { cards.append(card) }
    }
    return (debugger, cards)
  }

  /// Each row is what its place means at the prompt; it ends where the walk stands, and a vector that
  /// is in no row is read in parts by the others.
  @Test(arguments: FixtureModel.all)
  func rowsAreWhatTheyAreCalled(fixture: FixtureModel) throws {
    let (debugger, cards) = try Self.cards(fixture)
    let (session, machine) = try debugger.requireMachine()
    let program = machine.program
    for card in cards {
      for row in card.rows {
        let found = try machine.lookup(row.place, sample: session.sample)
        let tensor = try #require(row.tensor, "\(row.place)")
        #expect(found.tensor.isIdentical(to: tensor), "\(row.place)")
        #expect((row.equation == nil) == (row.part == .input || row.part == .before))
      }
      for table in card.tables {
        #expect(table.rows.allSatisfy { $0.value.shape == Shape([table.units]) })
        #expect(table.change.count == table.units)
      }
      let moment = try #require(program.moment(card.ticks.upperBound))
      let scan = try #require(program.equations[moment.equation].scan)
      #expect(card.ticks.count == program.scans[scan].ticksPerStep)
      #expect(moment.steps.last == card.timestep)
      let shown = Set(card.rows.map(\.value.id))
      for equation in program.equations where equation.scan == scan {
        guard !shown.contains(equation.result.id) else { continue }
        #expect(equation.result.shape.rank == 1, "\(equation.text())")
        let reads = program.equations.filter { other in
          other.scan == scan && other.term.values.contains(equation.result)
        }
        #expect(!reads.isEmpty, "\(equation.text()) is read in parts")
      }
    }
  }

  /// A timestep begins with the states that the one before it left, and a mask that says no carries
  /// them over.
  @Test(arguments: FixtureModel.all)
  func statesAreHandedOn(fixture: FixtureModel) throws {
    let (debugger, cards) = try Self.cards(fixture)
    let program = try debugger.requireMachine().1.program
    for (first, second) in zip(cards, cards.dropFirst())
    where first.place == second.place && second.timestep == first.timestep + 1 {
      for carry in program.scans.flatMap(\.carries) {
        guard let left = first.rows.first(where: { $0.value.id == carry.next }),
          let before = second.rows.first(where: { $0.value.id == carry.previous })
        else { continue }
        #expect(left.part == .left && before.part == .before)
        let tensors = (try #require(left.tensor), try #require(before.tensor))
        #expect(tensors.0.isIdentical(to: tensors.1), "\(before.place)")
      }
    }
    for card in cards where card.isMasked {
      for carry in program.scans.flatMap(\.carries) {
        guard let left = card.rows.first(where: { $0.value.id == carry.next })?.tensor,
          let before = card.rows.first(where: { $0.value.id == carry.previous })?.tensor
        else { continue }
        #expect(left.isIdentical(to: before), "\(card.place)@\(card.timestep)")
      }
    }
  }

  /// Loops, masks and loops that go backwards are among the fixtures.
  @Test func thereIsSomethingToCompare() throws {
    let cards = try FixtureModel.all.flatMap { try Self.cards($0).1 }
    #expect(cards.count > 50)
    #expect(cards.contains { $0.isMasked } && cards.contains { !$0.isMasked })
    #expect(cards.contains { $0.inputs.contains { $0.reversed != nil } })
    #expect(cards.contains { $0.tables.count > 1 })
  }

  @Test func anLSTMIsOneTable() throws {
    let fixture = try #require(FixtureModel.all.first { $0.model.contains("lstm-gates") })
    let (debugger, cards) = try Self.cards(fixture)
    let card = try #require(cards.first)
    let table = try #require(card.tables.first)
    #expect(card.tables.count == 1)
    #expect(
      table.rows.map(\.value.name.ascii) == ["h_prev", "C_prev", "i", "f", "g", "o", "C", "h"])
    #expect(
      table.rows.map(\.part) == [.before, .before, .way, .way, .way, .way, .left, .left])
    // In the middle of a timestep what is not computed yet has no numbers.
    let (_, machine) = try debugger.requireMachine()
    _ = try machine.go(to: .tick(card.ticks.lowerBound + 2))
    let middle = try #require(try debugger.card())
    #expect(
      middle.tables.first?.rows.map { $0.tensor != nil } == [true, true, true, true]
        + [false, false, false, false])
    // What is displayed is shown, whatever changed most.
    let unit = try #require(table.units(showing: table.units - 1).last)
    _ = debugger.displays.add("C[\(unit)]")
    let displayed = try #require(try debugger.card()?.tables.first)
    #expect(displayed.units(showing: 1) == [unit])
    #expect(displayed.units(showing: 99) == Array(0..<table.units))
  }
}
