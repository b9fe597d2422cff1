import Foundation
import Synchronization

/// All files, each damaged so many times; what failed, and what it took.
struct Campaign {
  let folder: String
  let count: Int

  /// Runs everything, as many files at a time as there are processors, and says what came of it;
  /// false when something failed.
  func run() -> Bool {
    let victims = Victim.all(below: folder)
    let findings = Mutex(Findings())
    DispatchQueue.concurrentPerform(iterations: victims.count) { index in
      let found = damage(victims[index])
      findings.withLock { $0.add(found) }
    }
    var sum = findings.withLock { $0 }
    let memory = WorkerProcess.peakMemory()
    if memory > WorkerProcess.memoryLimit {
      sum.failures.append("a worker took \(memory / 1024) MB")
    }
    for failure in sum.failures { print(failure) }
    print(
      "\(victims.count) files, \(victims.count * count) damaged copies: "
        + "\(sum.tally.opened) opened, \(sum.tally.refused) refused, "
        + "\(sum.failures.count) failures; slowest \(sum.tally.slowest) s, "
        + "at most \(memory / 1024) MB")
    return sum.failures.isEmpty && !victims.isEmpty
  }

  /// What came of some files.
  private struct Findings {
    var failures: [String] = []
    var tally = Worker.Tally()

    mutating func add(_ other: Findings) {
      failures += other.failures
      tally.add(other.tally)
    }
  }

  /// Opens all damaged copies of one file; a copy that ends a worker is noted, the next one goes on.
  private func damage(_ victim: Victim) -> Findings {
    var findings = Findings()
    var first = 0
    while first < count {
      let report = spawn(victim, first..<count)
      if let tally = report.tally {
        findings.add(Findings(failures: [], tally: tally))
        if tally.slowest > Worker.patience {
          findings.failures.append("\(victim.path): a copy took \(tally.slowest) s")
        }
        break
      }
      findings.failures.append(
        "\(victim.path): copy \(report.last) \(Worker.time.reason(report.status))")
      first = report.last + 1
    }
    return findings
  }

  private func spawn(_ victim: Victim, _ range: Range<Int>) -> WorkerProcess.Report {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("kerastep-fuzz-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    return WorkerProcess.run(
      [
        "--worker", victim.path, scratch, "\(range.lowerBound)", "\(range.upperBound)",
        victim.architecture ?? "-", victim.weights ?? "-",
      ], from: range.lowerBound)
  }
}
