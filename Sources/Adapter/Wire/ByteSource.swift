#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where bytes of a client come from.
package protocol ByteSource: Sendable {
  /// Bytes that have come: some, waiting for them where it may; none where nothing is there yet; nil at the end.
  func read(waiting: Bool) -> [UInt8]?
}

/// A pipe or a file.
package struct Descriptor: ByteSource {
  private let number: Int32

  package init(_ number: Int32) { self.number = number }

  package func read(waiting: Bool) -> [UInt8]? {
    while true {
      var waited = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waited, 1, waiting ? -1 : 0)
      if ready < 0, errno == EINTR || errno == EAGAIN { continue }
      if ready == 0 { return [] }
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
        #if canImport(Glibc)
          count = Glibc.read(number, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          count = Musl.read(number, buffer.baseAddress, buffer.count)
        #else
          count = Darwin.read(number, buffer.baseAddress, buffer.count)
        #endif
        initialized = max(count, 0)
      }
      if count > 0 { return bytes }
      if count < 0, errno == EINTR || errno == EAGAIN {
        if !waiting { return [] }
        continue
      }
      return nil
    }
  }
}
