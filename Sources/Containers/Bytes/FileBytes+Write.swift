#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileBytes {
  /// Writes a file, whole or not at all: beside the old one first, then in its place.
  ///
  /// A mapping of the old file stays readable. A device or pipe is written to directly.
  package static func write(_ bytes: [UInt8], to path: String) throws(ContainerError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw refusal(path, "a directory")
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      return try fill(path, flags: O_WRONLY, with: bytes, named: path)
    }
    let target = exists ? resolved(path) : path
    let draft = "\(target).\(getpid()).part"
    try undisturbed { () throws(ContainerError) in
      do throws(ContainerError) {
        try fill(draft, flags: O_WRONLY | O_CREAT | O_EXCL, with: bytes, named: path)
        guard rename(draft, target) == 0 else { throw refusal(path, errorText()) }
      } catch {
        unlink(draft)
        throw error
      }
    }
  }

  /// Whether something is at a path.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether two paths lead to the same file.
  package static func isOneFile(_ path: String, _ other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return stat(path, &one) == 0 && stat(other, &two) == 0
      && (one.st_dev, one.st_ino) == (two.st_dev, two.st_ino)
  }

  /// Runs the body while signals wait that would end the program and leave a draft behind.
  private static func undisturbed(
    _ body: () throws(ContainerError) -> Void
  ) throws(ContainerError) {
    var held = sigset_t()
    var before = sigset_t()
    sigemptyset(&held)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  private static func fill(
    _ path: String, flags: Int32, with bytes: [UInt8], named name: String
  ) throws(ContainerError) {
    let descriptor = open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw refusal(name, errorText()) }
    let isWritten = writeAll(bytes, to: descriptor)
    let text = errorText()
    guard close(descriptor) == 0, isWritten else { throw refusal(name, text) }
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { memory in
      var written = 0
      while written < memory.count {
        let rest = UnsafeRawBufferPointer(rebasing: memory[written...])
        #if canImport(Glibc)
          let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          let count = Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
          let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
        #endif
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
  }

  /// The file that `path` leads to, so that a symbolic link is written through, not replaced.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func refusal(_ path: String, _ found: String) -> ContainerError {
    ContainerError(
      .unreadable, file: path, expected: ContainerError.writable, found: found,
      advice: "nothing was written")
  }
}
