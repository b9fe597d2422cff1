import Console
import Containers
import Debugging
import Equations

/// Requests, done one after the other.
extension Adapter {
  /// Answers to the end of the conversation, and gives the code that the program ends with.
  package func run() -> Int32 {
    while phase != .ended, let arrival = link.next() { take(arrival) }
    return 0
  }

  func take(_ arrival: Link.Arrival) {
    switch arrival {
    case .broken(let broken): link.refuse(broken.seq, "", Problem.text(broken.error))
    case .request(let request): take(request)
    }
  }

  /// Does a request: its answer first, then what follows from it.
  private func take(_ request: Request) {
    do {
      let handler = try Requests.handler(of: request.command)
      try handler.check(phase)
      let arguments = try Arguments(request)
      let (answer, _) = try link.working(on: work(request, isMotion: false)) {
        try handler.answer(self, arguments)
      }
      link.answer(request, answer.body)
      answer.then?()
    } catch {
      // There are clients that take a walk for under way from when they ask for it, whatever the answer is; and Emacs'
      // dap-mode forgets what comes with a refusal, behind it.
      if phase == .walking, Requests.motions.contains(request.command) { tellStopped(halt) }
      refuse(request, error)
      afterRefusal.take()?()
    }
  }

  func refuse(_ request: Request, _ error: any Error) {
    let kind = error is Interrupted ? "cancelled" : (error as? RequestError)?.kind
    link.refuse(request.seq, request.command, plain(Problem.text(error)), kind: kind)
  }

  /// What the link is told of work on a request.
  func work(_ request: Request, isMotion: Bool) -> Link.Work {
    var progress: @Sendable () -> (text: String, percentage: Double?)? = { nil }
    // What a command walks through may be another run than the one at hand.
    if isMotion, let machine = console.session?.machine {
      let (reached, all) = (machine.reached, machine.program.tickCount)
      let steps = machine.stepCount
      progress = {
        guard steps == 1 else { return ("step \(reached.step) of training", nil) }
        let share = Double(reached.count) / Double(max(all, 1))
        return ("equation \(reached.count) of \(all)", min(share, 1) * 100)
      }
    }
    return Link.Work(request: request, isMotion: isMotion, threads: threads, progress: progress)
  }
}
