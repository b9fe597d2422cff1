import Debugging
import Equations
import Models
import Tensors

/// Steps of training as they are computed, and as float64 and runs that round by lot have them, each made when it is first
/// asked for.
final class TrainedTrials {
  private let run: TrainedRun
  private let steps: Int
  private let after: Set<Int>
  private let excuses: Bool
  private let kept: OptimizerArraysAsked
  /// Which steps changed the weights.
  private var taken: [Bool?] = []
  private lazy var precise: TrainedRun.Results? = excuses ? try? other(seed: nil) : nil
  private lazy var scattered: [TrainedRun.Results] = (1...3).compactMap { try? other(seed: $0) }

  /// `excuses`: whether rounding is.
  init(
    _ run: TrainedRun, steps: Int, after: Set<Int>, excuses: Bool, _ kept: OptimizerArraysAsked
  ) {
    (self.run, self.steps, self.after, self.excuses) = (run, steps, after, excuses)
    self.kept = kept
  }

  private func other(seed: UInt64?) throws -> TrainedRun.Results {
    let machine = try run.machine(.float64)
    if let seed { machine.scatterResults(seed: seed) }
    return try run.results(machine, steps: steps, after: after, taken: taken)
  }

  /// Compares an array with what was computed.
  func check(
    _ array: NamedTensor, _ wanted: WantedOfTraining, _ results: TrainedRun.Results, _ model: Model,
    _ variables: [TrainableVariable], _ tolerance: Tolerance
  ) -> ArrayCheck {
    let shape = array.tensor.shape
    taken = results.taken
    func verdict(_ verdict: ArrayCheck.Verdict) -> ArrayCheck {
      ArrayCheck(array.name, shape, verdict)
    }
    let read: (TrainedRun.Results) -> Tensor?
    var start: Tensor?
    var identity: String?
    switch wanted {
    case .nothing: return verdict(.unknown(nearest: nil))
    case .losses: read = { $0.losses.prefix(array.tensor.count) }
    case .optimizer(let index, let count):
      read = { [kept] in kept.tensor(index, in: $0.optimizers[count]) }
    case .gradient(let path), .after(let path, _):
      let meant = VariableMeant(path, shape, among: variables)
      if let ambiguity = meant.ambiguity { return verdict(.unclear(ambiguity)) }
      guard let variable = meant.variable else {
        let near = VariablePlaces.nearest(to: path, in: variables)
        return verdict(.unknown(nearest: near))
      }
      guard variable.shape == shape else {
        return verdict(.shapeDiffers(found: variable.shape))
      }
      let own = variable.weight.identity ?? ""
      identity = own
      if case .after(_, let count) = wanted {
        let kept = try? variable.numbers()
        start = kept
        read = { $0.variables[count]?[own] ?? kept }
      } else {
        read = { $0.gradients[own] }
      }
    }
    guard let found = read(results) else {
      return verdict(.notReached(obstacle: "no loss depends on it, or it is not trained"))
    }
    let difference = Difference(found, from: array.tensor, tolerance) { effort in
      guard let number = self.precise.flatMap(read) else { return nil }
      let lots = effort == .scattered ? self.scattered.compactMap(read) : []
      let share = wanted.count == nil ? Rounding.most : .infinity
      var sums: [Int: Double] = [:]
      if case .gradient = wanted, effort == .scattered, let identity {
        sums = (try? self.sums(identity, where: found, array.tensor, tolerance)) ?? [:]
      }
      return Rounding(
        found, precise: number, scattered: lots, share: share, unit: results.unit,
        from: start, sums: sums)
    }
    return verdict(difference.map(ArrayCheck.Verdict.compared) ?? .shapeDiffers(found: found.shape))
  }
}

extension TrainedTrials {
  /// How much is added up to the numbers of a gradient that are not near enough, without signs, by their places.
  private func sums(
    _ identity: String, where found: Tensor, _ expected: Tensor, _ tolerance: Tolerance
  ) throws -> [Int: Double] {
    let machine = try run.machine()
    guard try machine.enter(step: 0), try machine.runToEnd() else { return [:] }
    let program = machine.program
    guard let use = program.weights.first(where: { $0.source.identity == identity }),
      let gradient = program.gradients[use.value]
    else { return [:] }
    let misses = zip(found.elements, expected.elements).enumerated().filter { _, pair in
      !tolerance.accepts(pair.0, pair.1)
    }
    var result: [Int: Double] = [:]
    for (place, _) in misses.prefix(TrainedTrials.mostSums) {
      let entry = Entry(value: program.values[gradient], element: place, steps: [])
      let explanation = try machine.explanationTree(of: entry).end
      if case .equation(_, let derived)? = explanation?.origin { result[place] = derived.added }
    }
    return result
  }

  /// Of so many numbers it is asked.
  private static let mostSums = 256
}

extension Derived {
  /// How much is added up to it, without signs; nil of what is no sum.
  fileprivate var added: Double? {
    switch form {
    case .sum(let sum): sum.weight
    case .function(_, let parts) where parts.count == 1: parts[0].added
    default: nil
    }
  }
}

extension Tensor {
  /// Its first numbers along its only axis.
  fileprivate func prefix(_ count: Int) -> Tensor {
    guard shape.rank == 1, count <= shape[0] else { return self }
    return Tensor(Shape([count]), dtype, Array(elements.prefix(count)))
  }
}
