import CGuards

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Raw memory with nothing in it, given back with the object.
///
/// What is read was written before; a debug build fills small blocks with NaN, so that every test
/// would show where it was not.
///
/// Fresh pages are dear: a fault for every 4 kB costs more than the arithmetic on them. Small blocks
/// come from the C library, which has the last run's at hand; large ones lie in huge pages where
/// the system has such, and take up memory as they are touched.
final class Block {
  let start: UnsafeMutableRawPointer
  private let count: Int
  private let whole: UnsafeMutableRawPointer
  /// The bytes that are mapped; nil for a block of the C library's.
  private let mapped: Int?

  private static let alignment = 64
  private static let hugePage = 2 << 20
  /// From this size on a block is mapped.
  private static let large = 2 * hugePage

  /// Nil when the system has no such memory.
  init?(bytes: Int) {
    let isLarge = bytes >= Block.large
    let alignment = isLarge ? Block.hugePage : Block.alignment
    let (padded, overflow) = bytes.addingReportingOverflow(2 * alignment)
    guard !overflow, let whole = isLarge ? Block.map(padded) : malloc(padded) else { return nil }
    count = bytes
    self.whole = whole
    mapped = isLarge ? padded : nil
    start = whole.alignedUp(toMultipleOf: alignment)
    #if DEBUG
      if !isLarge { memset(whole, 0xFF, padded) }
    #endif
  }

  /// Has AddressSanitizer watch bytes, by their offset, that nobody may touch.
  func guardBytes(_ bytes: Range<Int>) { ks_guard(start + bytes.lowerBound, bytes.count) }

  deinit {
    ks_unguard(start, count)
    if let mapped { munmap(whole, mapped) } else { free(whole) }
  }

  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
    #if canImport(Darwin)
      let reserveNothing: Int32 = 0
    #else
      let reserveNothing = Int32(MAP_NORESERVE)
    #endif
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | reserveNothing
    guard let map = mmap(nil, bytes, PROT_READ | PROT_WRITE, flags, -1, 0), map != MAP_FAILED else {
      return nil
    }
    #if !canImport(Darwin)
      madvise(map, bytes, MADV_HUGEPAGE)
    #endif
    return map
  }
}
