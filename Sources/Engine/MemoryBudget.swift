import Containers
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much memory the numbers of one run may take.
///
/// Within it every value of every timestep is kept. Of loops that do not fit, some segments of
/// timesteps are, and the others are computed again when they are looked at.
package struct MemoryBudget: Sendable, Equatable {
  package var bytes: Int
  /// Of how many timesteps products with fixed matrices are made at once. Whatever the bytes are:
  /// a matrix product of other rows may round otherwise.
  var timestepsAtOnce = 64

  package init(bytes: Int) { self.bytes = bytes }

  /// Three quarters of the machine's memory.
  package static let standard: MemoryBudget = {
    let bytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return MemoryBudget(bytes: bytes > 0 ? bytes / 4 * 3 : 1 << 32)
  }()

  /// `1.5 GB`.
  package static func readable(_ bytes: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let rounded = (value * 10).rounded() / 10
    return "\(NumberFormat.exact(rounded, .float64)) \(units[unit])"
  }

  /// A program needs more memory than it may have.
  package struct Exceeded: Reported {
    /// The least that would do; nil when that is more than can be counted.
    package let bytes: Int?
    package let limit: Int

    package var exitCode: Int32 { ExitStatus.badUsage }

    package var message: String {
      let need = bytes.map(MemoryBudget.readable) ?? "more than a computer can address"
      return "this input needs \(need) of memory; there may be "
        + "\(MemoryBudget.readable(limit)). Feed fewer samples or fewer timesteps, or let it take more: set memory."
    }
  }
}

/// What of a run's loops is in memory.
package struct MemoryUse: Sendable, Equatable {
  /// A loop of which some timesteps are in memory and the others are computed again.
  package struct Part: Sendable, Equatable {
    package let loop: Int
    /// How many of its timesteps are in memory at once, of how many.
    package let kept, of: Int
    /// Before how many timesteps its states are kept.
    package let checkpoints: Int
  }

  /// What is taken, and what keeping everything would take; nil when that cannot be counted.
  package let bytes: Int
  package let whole: Int?
  package let parts: [Part]

  /// Whether some timesteps must be computed again when they are looked at.
  package var isPartial: Bool { !parts.isEmpty }
}
