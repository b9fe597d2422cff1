#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The program on a thread with a stack of known size, whatever `ulimit -s` says.
///
/// How deep expressions, JSON and models may be nested is bounded by counts, and what is within them
/// must not overflow the stack. The first thread only waits, and no signal goes to it.
enum DeepStack {
  /// 512 nested arrays and 200 nested brackets take less than 2 MB, debug builds included.
  private static let size = 64 << 20

  /// Runs the program to its end; where there is no such thread, on the stack that there is.
  static func run() -> Never {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    if let thread = start(&before) { pthread_join(thread, nil) }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    Program.run()
  }

  /// Starts the thread; it hears the signals that `mask` lets through.
  private static func start(_ mask: inout sigset_t) -> pthread_t? {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, size) == 0 else { return nil }
    return withUnsafeMutablePointer(to: &mask) { mask in
      #if canImport(Darwin)
        var thread: pthread_t?
      #else
        var thread = pthread_t()
      #endif
      let code = pthread_create(
        &thread, &attributes,
        { mask in
          let mask: UnsafeMutableRawPointer? = mask
          pthread_sigmask(SIG_SETMASK, mask?.assumingMemoryBound(to: sigset_t.self), nil)
          Program.run()
        }, mask)
      return code == 0 ? thread : nil
    }
  }
}
