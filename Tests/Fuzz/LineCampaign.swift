import Foundation
import Synchronization

/// So many wild lines, typed by workers; what failed, and what it took.
struct LineCampaign {
  let count: Int

  /// The lines that one worker types.
  private static let share = 25_000

  /// Types all lines, as many workers at a time as there are processors, and says what came of it;
  /// false when something failed.
  func run() -> Bool {
    let shares = (count + LineCampaign.share - 1) / LineCampaign.share
    let findings = Mutex((failures: [String](), tally: Worker.Tally()))
    DispatchQueue.concurrentPerform(iterations: shares) { index in
      let first = index * LineCampaign.share
      let found = type(first..<min(first + LineCampaign.share, count))
      findings.withLock { all in
        all.failures += found.failures
        all.tally.add(found.tally)
      }
    }
    var (failures, tally) = findings.withLock { $0 }
    let memory = WorkerProcess.peakMemory()
    if memory > WorkerProcess.memoryLimit { failures.append("a worker took \(memory / 1024) MB") }
    for failure in failures { print(failure) }
    print(
      "\(count) lines: \(tally.opened) done, \(tally.refused) refused, \(failures.count) failures; "
        + "slowest \(tally.slowest) s, at most \(memory / 1024) MB")
    return failures.isEmpty
  }

  /// Types some lines; one that ends a worker is noted, the next one goes on.
  private func type(_ range: Range<Int>) -> (failures: [String], tally: Worker.Tally) {
    var failures: [String] = []
    var tally = Worker.Tally()
    var first = range.lowerBound
    while first < range.upperBound {
      let report = WorkerProcess.run(
        ["--lines", "\(first)", "\(range.upperBound)"], from: first)
      if let told = report.tally {
        tally.add(told)
        if told.slowest > Worker.patience {
          failures.append("a line of \(first)..<\(range.upperBound) took \(told.slowest) s")
        }
        break
      }
      let session = report.last / LineWorker.session * LineWorker.session
      failures.append(
        "line \(report.last) \(Worker.time.reason(report.status)): "
          + "kerastep-fuzz --lines \(max(session, first)) \(report.last + 1)\n"
          + "  \(LineWorker.line(report.last).debugDescription)")
      first = report.last + 1
    }
    return (failures, tally)
  }
}
