#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// Standard output that cannot be written, a full disk: told once on standard error, and the program
/// ends with a code that says so where it would have ended with 0.
package enum OutputFailure {
  private static let isTold = Atomic<Bool>(false)

  static func tell(_ code: Int32) {
    guard !isTold.exchange(true, ordering: .relaxed) else { return }
    let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
    Terminal.write("kerastep: standard output cannot be written: \(reason)\n", to: STDERR_FILENO)
  }

  /// The code to end with, `failed` in place of 0. Closes standard output, for some disks tell of a failure only then.
  package static func exitCode(_ code: Int32, failed: Int32) -> Int32 {
    fflush(nil)
    if close(STDOUT_FILENO) != 0, errno != EBADF { tell(errno) }
    let hasFailed = isTold.load(ordering: .relaxed)
    return code == 0 && hasFailed ? failed : code
  }
}
