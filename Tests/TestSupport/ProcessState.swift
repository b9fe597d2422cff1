#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a program does at the moment.
enum ProcessState {
  /// Whether a process computes, or waits for a processor or a disk; false where the system does not say.
  static func isRunning(_ process: pid_t) -> Bool {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return false }
    defer { fclose(file) }
    // `1234 (name) S …`: the name may hold blanks and brackets.
    var line = [CChar](repeating: 0, count: 512)
    guard fgets(&line, Int32(line.count), file) != nil else { return false }
    let text = String(
      decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let name = text.lastIndex(of: ")") else { return false }
    let state = text[name...].dropFirst().first { $0 != " " }
    return state == "R" || state == "D"
  }
}
