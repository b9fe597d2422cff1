import Foundation
import Synchronization

/// So many changed models, opened and walked by workers; what failed, and what it took.
struct ModelCampaign {
  let folder: String
  let numbers: Range<Int>
  let isSanitized: Bool

  /// The models that one worker opens.
  private static let share = 1000

  private var limits: ModelWorker.Limits { isSanitized ? .sanitized : ModelWorker.Limits() }

  /// Opens all models, as many workers at a time as there are processors, and says what came of it; false when
  /// something failed.
  func run() -> Bool {
    let starts = Array(stride(from: numbers.lowerBound, to: numbers.upperBound, by: Self.share))
    let findings = Mutex((failures: [String](), tally: Worker.Tally()))
    DispatchQueue.concurrentPerform(iterations: starts.count) { index in
      let first = starts[index]
      let found = open(first..<min(first + Self.share, numbers.upperBound))
      findings.withLock { all in
        for failure in found.failures { Worker.say(failure) }
        all.failures += found.failures
        all.tally.add(found.tally)
      }
    }
    let (failures, tally) = findings.withLock { $0 }
    // Most changed models must open, or nothing was tried.
    let isMeaningful = tally.opened * 4 > numbers.count - failures.count * Self.share
    print(
      "\(numbers.count) changed models: \(tally.opened) opened, \(tally.refused) refused, "
        + "\(failures.count) failures; slowest \(tally.slowest) s, "
        + "at most \(WorkerProcess.peakMemory() / 1024) MB"
        + (isMeaningful ? "" : "; too few of them opened"))
    return failures.isEmpty && isMeaningful
  }

  /// Opens some models; one that ends a worker is noted, the next one goes on.
  private func open(_ range: Range<Int>) -> (failures: [String], tally: Worker.Tally) {
    var failures: [String] = []
    var tally = Worker.Tally()
    var first = range.lowerBound
    var waited: Int?
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("kerastep-fuzz-\(UUID())").path
    defer {
      for end in ["", ".npz", ".model"] {
        try? FileManager.default.removeItem(atPath: scratch + end)
      }
    }
    while first < range.upperBound {
      let report = WorkerProcess.run(
        [
          "--models", folder, scratch, "\(first)", "\(range.upperBound)",
          isSanitized ? "sanitized" : "plain",
        ], from: first)
      if let told = report.tally {
        tally.add(told)
        break
      }
      if report.status == SIGALRM, waited != report.last {
        // The machine may have been busy for once.
        (waited, first) = (report.last, report.last)
        continue
      }
      failures.append(
        "model \(report.last) \(WorkerTime(patience: limits.patience).reason(report.status)): again by "
          + "kerastep-fuzz models \(folder) \(report.last) \(report.last + 1), "
          + "its JSON by kerastep-fuzz model \(folder) \(report.last)")
      first = report.last + 1
    }
    return (failures, tally)
  }
}
