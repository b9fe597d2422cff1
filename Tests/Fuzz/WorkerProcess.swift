import Foundation

/// A worker as a process of its own, so that what ends it ends nothing else.
///
/// It says `at N` before each case and `done NUMBER NUMBER SECONDS` at the end.
enum WorkerProcess {
  /// The most memory that a worker may have needed, in kilobytes.
  static let memoryLimit = 512 * 1024

  /// What became of a worker.
  struct Report {
    /// What it tells at its end; nil when it did not come so far.
    var tally: Worker.Tally?
    /// The case that it was at.
    var last = 0
    var status: Int32 = 0
  }

  /// Runs this program again as a worker, from a case on.
  static func run(_ arguments: [String], from first: Int) -> Report {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    var report = Report(last: first)
    do {
      try process.run()
    } catch {
      report.status = -1
      return report
    }
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    report.status = process.terminationStatus
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.first == "at", words.count == 2, let number = Int(words[1]) { report.last = number }
      if words.first == "done", words.count == 4, let opened = Int(words[1]),
        let refused = Int(words[2]), let slowest = Double(words[3])
      {
        report.tally = Worker.Tally(opened: opened, refused: refused, slowest: slowest)
      }
    }
    return report
  }

  /// The most memory that any worker had, in kilobytes.
  static func peakMemory() -> Int { memory(ofChildren: true) }

  /// The most memory that this process had, in kilobytes.
  static func ownMemory() -> Int { memory(ofChildren: false) }

  private static func memory(ofChildren: Bool) -> Int {
    var usage = rusage()
    #if os(Linux)
      let who = ofChildren ? RUSAGE_CHILDREN.rawValue : RUSAGE_SELF.rawValue
      getrusage(__rusage_who_t(who), &usage)
      return usage.ru_maxrss
    #else
      getrusage(ofChildren ? RUSAGE_CHILDREN : RUSAGE_SELF, &usage)
      return usage.ru_maxrss / 1024
    #endif
  }
}
