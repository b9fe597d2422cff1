/// The wish that what takes long shall end: Ctrl-C, or a time that is over.
///
/// Loops whose length a file or a typed line decides ask for it between their steps. Whoever begins
/// the work says how one learns of the wish; without that, there is none.
public enum Interruption {
  @TaskLocal public static var isWished: @Sendable () -> Bool = { false }

  /// Throws when the wish is there.
  public static func check() throws(Interrupted) {
    if isWished() { throw Interrupted() }
  }

  /// Whether to end a loop at its step `place`: asked at every 4096th, for asking takes time.
  public static func isWished(at place: Int) -> Bool { place & 4095 == 4095 && isWished() }

  /// Throws when the wish is there at the step `place` of a loop.
  public static func check(at place: Int) throws(Interrupted) {
    if isWished(at: place) { throw Interrupted() }
  }
}

/// What was to be done was not: everything is as it was before.
public struct Interrupted: Error, Equatable, CustomStringConvertible {
  public init() {}

  public var description: String { "interrupted; everything is as it was" }
}
