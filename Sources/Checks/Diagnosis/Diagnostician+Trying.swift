import Containers
import Debugging
import Equations

/// The ways to go about it, one after the other.
extension Diagnostician {
  /// Tries the single mistakes that are so, while there is time.
  func consider(
    _ trial: inout Trial, within patience: Patience, where isWanted: (Slip) -> Bool
  ) throws {
    let areAll = try singles.forEach(within: patience, where: isWanted) { slip, machine in
      trial.consider([(slip, machine)], areLast: slip.isSubtle)
    }
    if !areAll { trial.ranOutOfTime(on: "mistakes") }
  }

  /// The same in the equation asked for alone.
  func considerLocally(_ trial: inout Trial, within patience: Patience) throws {
    _ = try singles.forEach(within: patience) { trial.considerLocally([($0, $1)]) }
  }

  /// The layers that are computed when all of the numbers are there: what is done wrong in them changes none.
  func pathsBehind(_ order: [GivenNumbers]) -> Set<String> {
    let program = outline.program
    let equations = order.map { try? outline.lookup($0.place, in: .model).equation }
    guard let last = equations.compactMap({ $0 }).max(), !equations.contains(nil),
      !order.contains(where: { outline.isModelOutput($0.place) })
    else { return [] }
    let before = Set(program.equations.prefix(last + 1).map { program.frames[$0.frame].path })
    return Set(program.equations.dropFirst(last + 1).map { program.frames[$0.frame].path })
      .subtracting(before)
  }

  func tick(of place: String) -> Int {
    (try? outline.lookup(place, in: .model))?.tick ?? 0
  }

  func runs(of mistake: some Mistake, rows: [Int]) throws -> [(
    slip: Slip, machine: Machine
  )] {
    let anatomy = Anatomy(
      experiment.model, outline.program, samples: outline.samples, rowOrder: rows)
    return try Diagnostician.runs(of: mistake.slips(in: anatomy), experiment)
  }

  func general(_ given: [GivenNumbers]) throws -> [(slip: Slip, machine: Machine)] {
    let equations = given.compactMap { (try? outline.lookup($0.place, in: .model))?.equation }
    let anatomy = Anatomy(
      experiment.model, outline.program, samples: outline.samples, focus: equations)
    return try Diagnostician.runs(of: EquationRules.slips(in: anatomy), experiment)
  }

  func considerPairs(_ trial: inout Trial, within patience: Patience) {
    let slips = trial.promising
    for (index, first) in slips.enumerated() {
      for second in slips[(index + 1)...] where second.id != first.id {
        if patience.isOver || Interruption.isWished() {
          return trial.ranOutOfTime(on: "pairs of mistakes")
        }
        trial.countPair()
        guard let pair = first.joined(with: second), let machine = experiment.run(pair) else {
          continue
        }
        trial.considerPair(pair, machine)
      }
    }
  }
}
