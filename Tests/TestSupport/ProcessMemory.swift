#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a running program holds.
package enum ProcessMemory {
  /// The most memory that a process has had so far, in bytes; nil where it has ended or the system does not say.
  ///
  /// What `wait4` says is not asked: on Linux it counts the memory of whoever started the program, up to its exec.
  package static func peak(of process: pid_t) -> Int? {
    #if os(Linux)
      guard let file = fopen("/proc/\(process)/status", "r") else { return nil }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 256)
      while fgets(&line, Int32(line.count), file) != nil {
        let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        if words.first == "VmHWM:", words.count > 1 { return Int(words[1]).map { $0 * 1024 } }
      }
      return nil
    #else
      var usage = rusage_info_v4()
      let code = withUnsafeMutablePointer(to: &usage) { pointer in
        pointer.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
          proc_pid_rusage(process, RUSAGE_INFO_V4, $0)
        }
      }
      return code == 0 ? Int(usage.ri_lifetime_max_phys_footprint) : nil
    #endif
  }
}
