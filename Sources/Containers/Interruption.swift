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
}

/// What was to be done was not: everything is as it was before.
public struct Interrupted: Error, Equatable, CustomStringConvertible {
  public init() {}

  public var description: String { "interrupted; everything is as it was" }
}
