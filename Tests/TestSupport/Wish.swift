import Synchronization

/// The wish that what takes long shall end, from the n-th question after it on; it counts the questions.
package final class Wish: Sendable {
  private let asked = Atomic(0)
  private let moment: Int

  /// Without a moment the wish never comes.
  package init(at moment: Int = .max) { self.moment = moment }

  package var count: Int { asked.load(ordering: .relaxed) }
  package func isThere() -> Bool { asked.add(1, ordering: .relaxed).newValue >= moment }
  /// Whether it came, and somebody asked.
  package var wasHeard: Bool { count >= moment }
}
