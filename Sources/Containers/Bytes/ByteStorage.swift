#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import CMapping

/// The memory behind `Bytes`: allocated or mapped, written once, never changed after `init`.
///
/// All raw memory of the module is allocated, mapped and released in this file.
final class ByteStorage: Sendable {
  nonisolated(unsafe) let base: UnsafeRawPointer
  let count: Int
  /// The file behind a mapping, `nil` for memory of our own.
  private let file: FileMapping?
  nonisolated(unsafe) private let mapping: OpaquePointer?

  private init(
    base: UnsafeRawPointer, count: Int, file: FileMapping? = nil, mapping: OpaquePointer? = nil
  ) {
    self.base = base
    self.count = count
    self.file = file
    self.mapping = mapping
  }

  deinit {
    if let mapping {
      ks_mapping_close(mapping)
    } else {
      free(UnsafeMutableRawPointer(mutating: base))
    }
  }

  /// Zeroed memory of `count` bytes that `fill` writes to; `nil` when the system has no such memory.
  static func filled<E: Error>(
    _ count: Int, by fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
  ) throws(E) -> ByteStorage? {
    guard let memory = calloc(max(count, 1), 1) else { return nil }
    let storage = ByteStorage(base: memory, count: count)
    try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
    return storage
  }

  /// The file as memory, read when touched; where it was cut short meanwhile, zeros are read.
  static func mapped(_ file: FileMapping) -> ByteStorage? {
    let count = file.stamp.count
    guard let mapping = ks_mapping_open(file.descriptor, count),
      let base = ks_mapping_start(mapping)
    else { return nil }
    return ByteStorage(base: base, count: count, file: file, mapping: mapping)
  }

  /// Whether others can change the bytes.
  var isMapped: Bool { mapping != nil }

  /// Whether all that was read so far, and all that can be read now, is the file as it was opened.
  var isIntact: Bool {
    guard let mapping, let file else { return true }
    return !ks_mapping_is_torn(mapping) && file.isUnchanged
  }
}

/// An open file under a mapping, and how it looked when it was opened.
final class FileMapping: Sendable {
  let descriptor: Int32
  let stamp: FileStamp

  /// Takes over the descriptor and closes it in the end.
  init(descriptor: Int32, stamp: FileStamp) {
    self.descriptor = descriptor
    self.stamp = stamp
  }

  deinit { close(descriptor) }

  var isUnchanged: Bool { FileStamp(descriptor: descriptor) == stamp }
}

/// What tells a changed file from an unchanged one: its size and the time of its last change.
struct FileStamp: Equatable, Sendable {
  let count: Int
  let isRegular: Bool
  let isDirectory: Bool
  private let seconds: Int
  private let nanoseconds: Int

  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    count = Int(status.st_size)
    isRegular = status.st_mode & S_IFMT == S_IFREG
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
    #if canImport(Darwin)
      seconds = status.st_mtimespec.tv_sec
      nanoseconds = status.st_mtimespec.tv_nsec
    #else
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    #endif
  }
}
