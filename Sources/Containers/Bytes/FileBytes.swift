#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A whole file: small ones are copied into memory, large ones mapped and read in place.
package struct FileBytes: Sendable {
  package let path: String
  /// Not intact any more once a mapped file was cut short or written to; a copied one stays so.
  package let bytes: Bytes

  package var count: Int { bytes.count }

  /// A file that is in memory only, by the name that it will have.
  package init(_ bytes: Bytes, named path: String) {
    (self.bytes, self.path) = (bytes, path)
  }

  package init(path: String) throws(ContainerError) {
    func refusal(_ expected: String, _ found: String, _ advice: String = "") -> ContainerError {
      ContainerError(.unreadable, file: path, expected: expected, found: found, advice: advice)
    }
    // O_NONBLOCK: a pipe without a writer would wait for ever.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw refusal(ContainerError.readable, errorText())
    }
    guard let stamp = FileStamp(descriptor: descriptor) else {
      close(descriptor)
      throw refusal(ContainerError.readable, errorText())
    }
    let file = FileMapping(descriptor: descriptor, stamp: stamp)
    guard !stamp.isDirectory else {
      throw refusal("a file", "a directory", "name a file in it")
    }
    guard stamp.isRegular else {
      throw refusal("a regular file", "a device, pipe or socket", "save it as a file first")
    }
    guard stamp.count > 0 else {
      throw refusal("a file with content", "an empty file", "save or download it again")
    }
    self.path = path
    if stamp.count > Limits.copiedFile {
      guard let storage = ByteStorage.mapped(file) else {
        throw refusal("a file that can be mapped", errorText())
      }
      bytes = Bytes(storage)
    } else {
      bytes = try Bytes(count: stamp.count, file: path, place: "") {
        memory throws(ContainerError) in
        let count = readAll(file.descriptor, into: memory)
        guard count == stamp.count else {
          let found = count < 0 ? errorText() : "the file's end after \(count)"
          throw refusal("\(stamp.count) bytes", found, "the file changed while it was read")
        }
      }
    }
  }
}

extension FileBytes {
  /// Reads in the file. When it changed meanwhile that is the error, whatever else came of it.
  package func reading<Result>(_ body: (FileBytes) throws -> Result) throws -> Result {
    do {
      let result = try body(self)
      try checkIntact()
      return result
    } catch {
      try checkIntact()
      throw error
    }
  }

  private func checkIntact() throws(ContainerError) {
    guard bytes.isIntact else { throw ContainerError.changed(path) }
  }
}

extension ContainerError {
  /// A file that is not as it was when it was opened.
  static func changed(_ file: String, _ place: String = "") -> ContainerError {
    ContainerError(
      .unreadable, file: file, place: place, expected: "the file as it was opened",
      found: "that it was cut short or written to since", advice: "open it again")
  }
}

/// Reads until `memory` is full or the file ends; the number of bytes read, or -1.
private func readAll(_ descriptor: Int32, into memory: UnsafeMutableRawBufferPointer) -> Int {
  var filled = 0
  while filled < memory.count {
    let rest = UnsafeMutableRawBufferPointer(rebasing: memory[filled...])
    let count = read(descriptor, rest.baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return -1 }
    guard count > 0 else { break }
    filled += count
  }
  return filled
}

/// The system's words for the last error: `No such file or directory`.
func errorText() -> String {
  let number = errno
  return strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
