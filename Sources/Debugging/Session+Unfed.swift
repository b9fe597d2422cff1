import Containers
import Equations
import Layers
import Models
import Tensors
import Terms

/// What can be looked at before anything is fed: the names of values, their shapes, the weights.
extension Session {
  /// A run of nothing, at whose start one stands.
  package struct Unfed {
    package let machine: Machine
    /// Whether its shapes are those that any input will have: the model leaves no length open.
    package let hasAllShapes: Bool
    /// Whether the file holds no weights: they are as large as they would be, and have no numbers.
    package let isBare: Bool
    fileprivate let mode: Mode
  }

  /// A run of nothing; nil once something is fed, and where no program can be made.
  package var unfed: Unfed? {
    guard machine == nil else { return nil }
    if let unfedRun, unfedRun.mode == mode { return unfedRun }
    unfedRun = makeUnfed()
    return unfedRun
  }

  /// The machine at hand: that of what was fed, or one that was fed nothing.
  package var anyMachine: Machine? { machine ?? unfed?.machine }

  /// The same where it is there already, or made in no time: for who asks at every key.
  package var machineAtHand: Machine? {
    if let machine { return machine }
    if let unfedRun, unfedRun.mode == mode { return unfedRun.machine }
    return Session.count(model.layer.parts, upTo: Session.mostLayers) < Session.mostLayers
      ? unfed?.machine : nil
  }

  /// A model of as many layers is not lowered between two keys.
  private static let mostLayers = 40

  private static func count(_ parts: [Part], upTo limit: Int) -> Int {
    var count = 0
    for part in parts where count < limit {
      count += 1 + Session.count(part.layer.parts, upTo: limit - count)
    }
    return count
  }

  /// What open lengths are tried with: the first with which all layers can be computed is taken.
  private static let lengths = [4, 32, 256]

  private func makeUnfed() -> Unfed? {
    let isBare = model.hasNoWeights
    var best: Program?
    for length in Session.lengths where best == nil || best?.obstacle != nil {
      guard let shapes = model.inputShapes(open: length),
        let program = try? model.program(
          for: shapes, precision: mode.precision, trainingSeed: mode.trainingSeed,
          imaginesWeights: isBare)
      else { continue }
      if (best?.frames.count ?? 0) < program.frames.count || program.obstacle == nil {
        best = program
      }
    }
    // What was ended before its time is not what would have been best.
    guard let best, !Interruption.isWished() else { return nil }
    let zeros = best.inputs.map { [Tensor($0.shape, $0.dtype, repeating: 0)] }
    guard let machine = try? Machine(best, inputs: zeros, budget: budget) else { return nil }
    let isFixed =
      !best.countsTexts && model.inputs.allSatisfy { $0.shape?.allSatisfy { $0 != nil } ?? false }
    return Unfed(machine: machine, hasAllShapes: isFixed, isBare: isBare, mode: mode)
  }
}
