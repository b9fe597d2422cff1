import Containers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What work takes of a processor: a bound on it tells what hangs from what waits.
extension ProcessorTime {
  /// The processor time of this thread that the work takes.
  package static func of<Failure>(_ work: () throws(Failure) -> Void) throws(Failure) -> Duration {
    let start = now
    try work()
    return now - start
  }

  /// What a program that has ended took, in its own code and in the system's.
  package static func of(_ usage: rusage) -> Duration {
    duration(usage.ru_utime) + duration(usage.ru_stime)
  }

  private static func duration(_ time: timeval) -> Duration {
    .seconds(time.tv_sec) + .microseconds(Int64(time.tv_usec))
  }
}
