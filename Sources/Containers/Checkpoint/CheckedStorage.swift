import Synchronization

/// Values that lie in a file with a checksum, which is compared before they are first used.
final class CheckedStorage: ArrayStorage {
  private let stored: Bytes
  /// Castagnoli's, masked.
  private let checksum: UInt32
  private let isCompared = Mutex(false)

  init(_ stored: Bytes, checksum: UInt32) {
    self.stored = stored
    self.checksum = checksum
  }

  var isIntact: Bool { stored.isIntact }

  func bytes(of array: StoredArray) throws(ContainerError) -> Bytes {
    if isCompared.withLock({ $0 }) { return stored }
    let sum = CRC32C.masked(
      try CRC32C.checksum(stored, file: array.file, place: array.name))
    guard sum == checksum else { throw array.damaged("checksum \(checksum)", "\(sum)") }
    isCompared.withLock { $0 = true }
    return stored
  }
}
