import Equations
import Tensors
import Terms
import Testing

@testable import Debugging

/// Where values come from and who reads them.
@Suite struct ProvenanceTests {
  /// What is told of a word is what looking it up gives, wherever one stands.
  @Test(arguments: Recipes.all)
  func itAgreesWithTheLookup(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    while true {
      for word in machine.words() + machine.layers.map({ $0 + ".z" }) where machine.isName(word) {
        let provenance = try machine.provenance(of: word)
        guard let found = try? machine.lookup(word) else {
          #expect(provenance.distance > 0, "\(word) at \(machine.position)")
          continue
        }
        #expect(provenance.distance <= 0, "\(word) at \(machine.position)")
        #expect(provenance.place == found.place)
        if found.overTime == nil {
          #expect(provenance.shape == found.tensor.shape)
          #expect(provenance.value == found.value, "\(word) at \(machine.position)")
          #expect(provenance.equation == found.equation, "\(word) at \(machine.position)")
        }
      }
      guard machine.next != nil else { break }
      _ = try machine.move(.step)
    }
  }

  /// Every equation is told as a reader of each value that it reads.
  @Test(arguments: Recipes.all)
  func everyReaderIsTold(_ recipe: Recipe) throws {
    let machine = try recipe.machine()
    while machine.next != nil {
      _ = try machine.move(.step)
      guard let moment = machine.current else { continue }
      let equation = machine.program.equations[moment.equation]
      for value in equation.term.values where value.role != .number {
        let provenance = try machine.provenance(of: value.name.ascii)
        // In a cell h may be its own, while it reads that of another one.
        guard provenance.value == value else { continue }
        #expect(provenance.readers.contains { $0.equation == equation.id }, "\(value.name.ascii)")
      }
    }
  }

  @Test func aStateIsReadInTheTimestepAfter() throws {
    let machine = try Recipes.lstm.machine()
    _ = try machine.go(to: machine.location("lstm@2.C"))
    let equations = machine.program.equations
    let readers = try machine.provenance(of: "lstm@1.C").readers
    #expect(readers.map { equations[$0.equation].result.name.ascii } == ["C", "h"])
    #expect(readers.map(\.name.ascii) == ["C_prev", "C"])
    let previous = try machine.provenance(of: "C_prev")
    #expect(previous.origin == .equation(readers[0].equation, steps: [1], tick: 13))
    #expect(try machine.provenance(of: "lstm@0.C_prev").origin == .initialState(scan: 0))
    #expect(try machine.provenance(of: "W").origin == .given)
  }

  /// A unit is dead when no sample and no timestep has it above 0.
  @Test(arguments: Recipes.all)
  func deadUnitsAreThoseNeverAboveZero(_ recipe: Recipe) throws {
    let machine = try recipe.machine(2)
    _ = try machine.resume()
    for equation in machine.program.equations {
      let value = equation.result
      var alive: Set<Int> = []
      var count = 0
      for steps in Machine.combinations(machine.program.lengths(around: value.scope)) {
        count += 1
        for sample in 0..<2 {
          let elements = try machine.read(value, at: steps, sample: sample).elements
          for (index, element) in elements.enumerated() where element > 0 {
            alive.insert(index % value.shape.width)
          }
        }
      }
      let dead = try #require(try machine.deadUnits(of: value))
      #expect(dead.units == (0..<value.shape.width).filter { !alive.contains($0) })
      #expect(dead.timesteps == count && dead.samples == 2)
    }
  }
}

extension Provenance {
  fileprivate var equation: Int? {
    if case .equation(let id, _, _) = origin { id } else { nil }
  }
}
