import Synchronization

/// How far a long walk has come, for whoever wants to show it meanwhile, on any thread.
package final class Reached: Sendable {
  private let ticks = Atomic<Int>(0)
  private let steps = Atomic<Int>(0)

  /// The equations that are executed, of a walk that goes on about a thousand before.
  package var count: Int { ticks.load(ordering: .relaxed) }

  /// The step of training that it is in.
  package var step: Int { steps.load(ordering: .relaxed) }

  func note(_ count: Int) { ticks.store(count, ordering: .relaxed) }

  func note(step: Int) { steps.store(step, ordering: .relaxed) }
}
