import Debugging
import Equations
import Tensors
import Terms

/// How far rounding may take what steps of training change: the same steps in float64, and some that round by lot.
///
/// A slope that is nothing but rounding, as that of a bias before a BatchNormalization, moves a weight as far as any other
/// where an optimizer divides by its size: such a number is no number to compare.
package struct StepRooms {
  /// So many runs round by lot.
  private static let lots: UInt64 = 4
  /// Runs of more numbers are not made again.
  private static let mostNumbers = 4_000_000
  /// How many times as far as ours the number of another program may lie.
  private static let factor = 8.0
  /// A slope that moves by more than this share of itself is decided by rounding.
  private static let share = 0.1

  private struct Run {
    /// What is changed, and its gradient, after each step and by update.
    var after: [[[Double]]] = []
    var gradients: [[[Double]?]] = []
    /// Whether each step changed the weights, where the loss is scaled.
    var taken: [Bool?] = []
  }

  private let runs: [Run]

  /// `program` is the one whose steps are compared.
  package init(_ step: GivenStep, _ program: Program, steps: Int) throws {
    let numbers = program.updates.reduce(0) { $0 + program.values[$1.given].shape.count }
    guard program.scalar == .single, numbers <= StepRooms.mostNumbers else {
      runs = []
      return
    }
    let precise = try step.wholeProgram(in: .float64)
    guard precise.updates.count == program.updates.count else {
      runs = []
      return
    }
    let own = try StepRooms.run(program, step, steps, seed: nil)
    var runs = [own]
    for seed in [nil] + (1...StepRooms.lots).map(Optional.some) {
      runs.append(try StepRooms.run(precise, step, steps, seed: seed, taken: own.taken))
    }
    self.runs = runs
  }

  private static func run(
    _ program: Program, _ step: GivenStep, _ steps: Int, seed: UInt64?, taken: [Bool?] = []
  ) throws -> Run {
    let machine = try Machine(program, through: step.way ?? step.batches, from: step.beginning)
    if let seed { machine.scatterResults(seed: seed) }
    machine.extend(to: steps)
    var run = Run()
    for step in 0..<steps {
      let isTaken = step < taken.count ? taken[step] : nil
      guard try machine.enter(step: step), try machine.runToEnd(taking: isTaken) else { break }
      run.taken.append(try machine.isTaken())
      run.after.append(
        try program.updates.map { try machine.read(program.values[$0.next]).elements })
      run.gradients.append(
        try program.updates.map { update in
          try program.gradients[update.given].map { try machine.read(program.values[$0]).elements }
        })
    }
    return run
  }

  /// How far the runs lie apart in each number that an update gives, as many times as another program's may; nil where that
  /// was not measured.
  func spread(_ step: Int, _ update: Int) -> [Double]? {
    guard runs.count > 1, runs.allSatisfy({ $0.after.count > step }) else { return nil }
    let apart = StepRooms.apart(runs.map { $0.after[step][update] })
    return apart.map { StepRooms.factor * $0 }
  }

  /// The same of the gradient that an update takes.
  func spreadOfGradient(_ step: Int, _ update: Int) -> [Double]? {
    guard runs.count > 1, runs.allSatisfy({ $0.gradients.count > step }) else { return nil }
    let slopes = runs.compactMap { $0.gradients[step][update] }
    guard slopes.count == runs.count else { return nil }
    return StepRooms.apart(slopes).map { StepRooms.factor * $0 }
  }

  /// How far each number that an update gives may lie from another program's: infinitely where a slope was decided by
  /// rounding; nil where that was not measured.
  package func rooms(_ step: Int, _ update: Int) -> [Double]? {
    guard var rooms = spread(step, update) else { return nil }
    // What a slope decided in one step stays so in those that follow.
    for place in 0...step {
      let slopes = runs.compactMap { $0.gradients[place][update] }
      guard slopes.count == runs.count, slopes[0].count == rooms.count else { continue }
      for (index, distance) in StepRooms.apart(slopes).enumerated()
      where distance > StepRooms.share * abs(slopes[1][index]) {
        rooms[index] = .infinity
      }
    }
    return rooms
  }

  /// How far the runs lie from the one in float64, which is the second.
  private static func apart(_ runs: [[Double]]) -> [Double] {
    runs[1].indices.map { place in
      runs.reduce(0) { max($0, abs($1[place] - runs[1][place])) }
    }
  }
}
