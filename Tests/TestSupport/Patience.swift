#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Duration {
  /// The time that a test grants: as it says, or as many times that as KERASTEP_SLOW says, for builds that take longer.
  package var granted: Duration {
    let factor = getenv("KERASTEP_SLOW").flatMap { Int(String(cString: $0)) }
    return self * (factor ?? 1)
  }
}
