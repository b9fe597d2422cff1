import Console
import Containers
import Debugging
import Synchronization

/// Steps forwards and backwards.
extension Adapter {
  func next(_ arguments: Arguments) throws -> Answer {
    try step(arguments, try motion(arguments), backwards: false)
  }

  /// One instruction of an equation.
  func stepIn(_ arguments: Arguments) throws -> Answer {
    try step(arguments, .instruction, backwards: false)
  }

  /// The rest of the timestep; from its end, the rest of the layer.
  func stepOut(_ arguments: Arguments) throws -> Answer {
    let (_, machine) = try debugger.requireMachine()
    return try step(arguments, machine.isAtEndOfRun ? .finish : .next, backwards: false)
  }

  func stepBack(_ arguments: Arguments) throws -> Answer {
    try step(arguments, try motion(arguments), backwards: true)
  }

  /// An equation, or an instruction where the client steps by these.
  private func motion(_ arguments: Arguments) throws(RequestError) -> Motion {
    switch try arguments.string("granularity") {
    case nil, "statement", "line": return .step
    case "instruction": return .instruction
    case let other?:
      throw RequestError(
        "granularity \(other.debugDescription) is not known",
        hint: #"It is "statement", "line" or "instruction"."#)
    }
  }

  private func step(
    _ arguments: Arguments, _ motion: Motion, backwards: Bool
  ) throws -> Answer {
    try going(arguments, asked: "step") { try $0.move(motion, backwards: backwards) }
  }

  func goOn(_ arguments: Arguments, backwards: Bool) throws -> Answer {
    var answer = try going(arguments, asked: "step") { try $0.resume(backwards: backwards) }
    if !backwards { answer.body = ["allThreadsContinued": .bool(true)] }
    return answer
  }

  func pause(_ arguments: Arguments) throws -> Answer {
    try focus(arguments)
    return Answer { [self] in
      tellStopped(Halt(reason: "pause", description: "Paused already"))
    }
  }

  // MARK: Motions

  /// A motion in a thread: the answer, and the motion behind it.
  func going(
    _ arguments: Arguments, asked: String, _ motion: @escaping (Machine) throws -> Stop
  ) throws -> Answer {
    _ = try debugger.requireMachine()
    try focus(arguments)
    return Answer { [self] in perform(arguments.request, asked: asked, motion) }
  }

  /// Goes on, and says where the walk has stopped. What is set meanwhile is set on the way.
  func perform(
    _ request: Request, asked: String, _ motion: (Machine) throws -> Stop
  ) {
    handles.forget()
    while let machine = console.session?.machine {
      let (end, wish) = link.working(on: work(request, isMotion: true)) {
        Result { try motion(machine) }
      }
      if wish == .end { return }
      guard wish == .change, end.isInterrupted else { return tell(end, asked: asked) }
      takeChanges()
    }
  }

  private func tell(_ end: Result<Stop, any Error>, asked: String) {
    switch end {
    case .success(let stop): tell(stop, asked: asked)
    case .failure where end.isInterrupted:
      tellStopped(Halt(reason: "pause", description: "Paused on request"))
    case .failure(let error):
      tell(error)
      let text = Problem.text(error)
      var halt = Halt(reason: "exception", description: "Cannot go on", text: text)
      halt.exception = ("error", text)
      tellStopped(halt)
    }
  }

  /// Does the requests that change stops and came while the walk was under way; what else has come meanwhile is met on
  /// the way on.
  private func takeChanges() {
    while let arrival = link.nextWaiting(where: \.changesStops) { take(arrival) }
  }

  private func tell(_ stop: Stop, asked: String) {
    var hits: [Hit] = []
    if case .breakpoint = stop.reason { hits = debugger.breakpoints.hits }
    let halt = Halt(stop.reason, asked: asked, hits: hits, words: console.text)
    if case .end = stop.reason, !stop.isStill { tellEnd() }
    for line in hits.flatMap(\.breakpoint.commands) where line != "silent" {
      console.execute(line)
    }
    if console.hasQuit { return terminateWalk() }
    tellStopped(halt)
  }
}

extension Result where Success == Stop {
  /// Whether a motion ended before its time because that was wished.
  fileprivate var isInterrupted: Bool {
    switch self {
    case .success(let stop): if case .interrupted = stop.reason { true } else { false }
    case .failure(let error): error is Interrupted
    }
  }
}

extension Link.Arrival {
  /// Whether it is done while a walk is under way: a request that changes stops, or what is no request at all.
  fileprivate var changesStops: Bool {
    switch self {
    case .request(let request): request.changesStops
    case .broken: true
    }
  }
}

extension Link {
  /// What has come already and stands first, where it is meant; nil where it is something else, or nothing.
  func nextWaiting(where isMeant: (Arrival) -> Bool = { _ in true }) -> Arrival? {
    state.withLock { state in
      guard let first = state.waiting.first, isMeant(first) else { return nil }
      return state.waiting.removeFirst()
    }
  }
}
