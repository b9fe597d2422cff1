import Foundation

/// Two threads on which tests wait for other programs.
///
/// A test that sleeps until a terminal, a compiler or Python has answered would else keep one of the few threads on
/// which all tests run, one a processor, and the processor would idle.
final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads()

  private let queue: OperationQueue = {
    let queue = OperationQueue()
    queue.name = "tests that wait"
    queue.maxConcurrentOperationCount = 2
    return queue
  }()

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
