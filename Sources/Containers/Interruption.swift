/// The wish that what takes long shall end: Ctrl-C, or a time that is over.
///
/// Loops whose length a file or a typed line decides ask for it between their steps. Whoever begins
/// the work says how one learns of the wish; without that, there is none.
package enum Interruption {
  /// How one learns of the wish. A type of its own: with a bare closure as the value, what an optimising
  /// compiler makes of the task-local one crashes.
  private struct Ear: Sendable {
    let hears: @Sendable () -> Bool
  }

  @TaskLocal private static var ear = Ear { false }

  /// Whether the wish is there.
  package static func isWished() -> Bool { ear.hears() }

  /// How one learns of the wish here, for a loop that asks at every step: looked up once.
  package static var asking: @Sendable () -> Bool { ear.hears }

  /// Runs the operation so that it learns of the wish from `hears`.
  @discardableResult package static func listening<Result>(
    to hears: @escaping @Sendable () -> Bool, _ operation: () throws -> Result
  ) rethrows -> Result {
    try $ear.withValue(Ear(hears: hears), operation: operation)
  }

  /// Throws when the wish is there.
  package static func check() throws(Interrupted) {
    if isWished() { throw Interrupted() }
  }

  /// Whether to end a loop at its step `place`: asked at every 4096th, for asking takes time.
  package static func isWished(at place: Int) -> Bool { place & 4095 == 4095 && isWished() }

  /// Throws when the wish is there at the step `place` of a loop.
  package static func check(at place: Int) throws(Interrupted) {
    if isWished(at: place) { throw Interrupted() }
  }
}

/// What was to be done was not: everything is as it was before, or one stands on the way.
package struct Interrupted: Reported, Equatable {
  /// Where the way that was not gone to its end leads to; nil: nothing has changed.
  private let goal: String?

  package init(onTheWayTo goal: String? = nil) { self.goal = goal }

  package var exitCode: Int32 { ExitStatus.interrupted }

  package var message: String {
    goal.map { "interrupted on the way to \($0)" } ?? "interrupted; everything is as it was"
  }
}
