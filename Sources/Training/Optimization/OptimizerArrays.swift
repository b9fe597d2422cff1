import Equations
import Tensors

/// What one of the arrays is that a file keeps of an optimizer.
package enum OptimizerArray: Sendable, Hashable {
  /// How many steps there were.
  case iterations
  /// The learning rate.
  case rate
  /// A number for all weights.
  case shared(Slot)
  /// A slot of the weight of a number, counted as Keras counts `trainable_variables`.
  case slot(Slot, weight: Int)
  /// An array that nothing is made of (standalone Adam without amsgrad).
  case unused
}

extension Optimization {
  /// What a file's arrays are, in their order; throws where they do not belong to these weights.
  ///
  /// - Keras 3: iterations, the learning rate unless it is a schedule, then every group of slots weight by weight
  ///   (averages, collected gradients, then Adam's m v m v … and its v̂ v̂ …), what is shared at last.
  ///   In front of them a LossScaleOptimizer has iterations and a rate that it does nothing with, and from the first step
  ///   on a count and the scale.
  /// - tf.keras: iterations, then the slots so; neither the rate nor what is shared, nor how a loss is scaled.
  /// - legacy: iterations, what is shared, then slot by slot all weights (m m … v v …); oldest files have no
  ///   iterations, and standalone Adam has arrays that it does not use.
  ///
  /// Before the first step there are no slots yet.
  ///
  /// `isInner`: whether they are those of the optimizer in a LossScaleOptimizer alone, which a .keras has as well.
  package func arrays(
    _ shapes: [Shape], weights: [Shape], isInner: Bool = false
  ) throws(Obstacle) -> [OptimizerArray] {
    let known = candidates(weights.count, isInner: isInner)
    let alike = known.filter { $0.count == shapes.count }
    let fitting = alike.first { OptimizerMisfit.misfit($0, shapes, weights) == nil }
    if let fitting { return fitting }
    let reason =
      alike.first.flatMap { OptimizerMisfit.misfit($0, shapes, weights) }
      ?? OptimizerMisfit.miscount(shapes.count, known.map(\.count), sets, weights.count)
    throw OptimizerMisfit.refusal(title, reason)
  }

  /// What there is of each weight, for a message: `momentum, velocity`; nil where there is nothing.
  private var sets: String? {
    let keys = slotGroups.joined().map(\.key)
    return keys.isEmpty ? nil : keys.joined(separator: ", ")
  }

  /// Throws where a file says that steps were made and keeps nothing of them, as another optimizer's arrays may: Keras goes on
  /// from a fresh one then, without a word or with a warning.
  package func refuseForgotten(_ arrays: [OptimizerArray], steps: Int) throws(Obstacle) {
    guard steps > 0, let sets else { return }
    let isKept = arrays.contains { if case .slot = $0 { true } else { false } }
    guard !isKept else { return }
    throw OptimizerMisfit.refusal(
      title,
      "the file says that it made \(steps) step\(steps == 1 ? "" : "s"), and keeps no \(sets) of any weight: its arrays are "
        + "those of another optimizer, or of other settings")
  }

  /// All that a file keeps after a first step, in its order; nil for rules of which that is not known.
  package func allArrays(weights count: Int, isInner: Bool = false) -> [OptimizerArray]? {
    rules == .legacy ? nil : candidates(count, isInner: isInner).first
  }

  /// The orders that files of these rules have, the usual one first.
  private func candidates(_ count: Int, isInner: Bool = false) -> [[OptimizerArray]] {
    let slots = slotGroups.flatMap { group in
      (0..<count).flatMap { weight in group.map { OptimizerArray.slot($0, weight: weight) } }
    }
    let shared = optimizer.sharedSlots.map { OptimizerArray.shared($0) }
    switch rules {
    case .keras3:
      let first: [OptimizerArray] = [.iterations] + (rate.isConstant ? [.rate] : [])
      // What all weights share, Nadam's u, is not among the arrays of an optimizer in a LossScaleOptimizer.
      if isInner { return [first + slots, first] }
      guard let scaling, scaling.growth != nil else { return [first + slots + shared, first] }
      let front: [OptimizerArray] = [.unused, .unused]
      let kept = scaling.slots.map { OptimizerArray.shared($0) }
      return [front + kept + first + slots, front + first]
    case .keras2: return [[.iterations] + slots, [.iterations]]
    case .legacy:
      let spare = [OptimizerArray](repeating: .unused, count: count)
      return [
        [.iterations] + shared + slots, [.iterations] + slots, slots,
        [.iterations] + slots + spare, [.iterations],
      ]
    }
  }
}
