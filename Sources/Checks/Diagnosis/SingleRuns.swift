import Containers
import Debugging
import Equations

/// The runs of all single mistakes, made when they are asked for and kept while there is room: questions about other
/// places of the same samples then cost nothing.
///
/// Mistakes in all layers come first, those in one of several last.
final class SingleRuns {
  private enum Outcome {
    case unknown
    /// It changes nothing, or nothing that can be computed.
    case none
    case kept(Machine)
  }

  private let experiment: Experiment
  private lazy var slips: [Slip] = {
    let all = Mistakes.slips(in: experiment.anatomy)
    return all.filter { $0.onlyPath == nil } + all.filter { $0.onlyPath != nil }
  }()
  private lazy var outcomes = [Outcome](repeating: .unknown, count: slips.count)
  /// How many numbers may still be kept.
  private var room = 1 << 26

  init(_ experiment: Experiment) { self.experiment = experiment }

  /// Hands every mistake that is wanted with its run to a body; false where the time was over before all of them were
  /// tried. Throws when it is interrupted.
  func forEach(
    within patience: Patience? = nil, where isWanted: (Slip) -> Bool = { _ in true },
    _ body: (_ slip: Slip, _ machine: Machine) throws -> Void
  ) throws -> Bool {
    for index in slips.indices where isWanted(slips[index]) {
      if let patience, patience.isOver { return false }
      if let machine = try run(index) { try body(slips[index], machine) }
    }
    return true
  }

  private func run(_ index: Int) throws -> Machine? {
    switch outcomes[index] {
    case .none: return nil
    case .kept(let machine): return machine
    case .unknown: break
    }
    try Interruption.check()
    guard let machine = experiment.run(slips[index]) else {
      // What was interrupted on its way is no run.
      try Interruption.check()
      outcomes[index] = .none
      return nil
    }
    let size = machine.program.numbers(samples: machine.samples)
    if size <= room {
      room -= size
      outcomes[index] = .kept(machine)
    }
    return machine
  }
}

extension Program {
  /// How many numbers a run holds.
  fileprivate func numbers(samples: Int) -> Int {
    storages.reduce(0) { sum, storage in
      let steps = storage.scans.reduce(1.0) { $0 * Double(scans[$1].steps) }
      let count = steps * Double(storage.count * (storage.isBatched ? samples : 1))
      return sum + Int(min(count, 1e12))
    }
  }
}
