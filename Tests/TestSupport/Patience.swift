#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How long tests wait before they give up.
enum Patience {
  /// How many times as long as a test says: KERASTEP_SLOW, for builds that take longer.
  static let factor = getenv("KERASTEP_SLOW").flatMap { Int(String(cString: $0)) } ?? 1
}

extension Duration {
  /// The time that a test grants: as it says, or as many times that as the build needs.
  package var granted: Duration { self * Patience.factor }
}
