import Equations
import Tensors

/// The breakpoints, watches and catches of a person, by number; they outlive inputs and models.
package final class Breakpoints: Stopping {
  /// In the order of their numbers.
  package private(set) var all: [Breakpoint] = []
  /// The number given last; 0 before the first.
  package private(set) var lastNumber = 0
  /// Those that held at the last stop.
  package private(set) var hits: [Hit] = []
  /// A condition that ends a run over many samples; asked wherever something it names is written.
  package var goal: String? {
    didSet {
      version += 1
      goalProblem = nil
    }
  }
  /// Why that condition could not be decided where the run has stopped.
  package private(set) var goalProblem: (any Error)?
  /// Told what a `dprintf` prints, and where.
  package var onPrint: (Breakpoint, String, [Tensor]) -> Void = { _, _, _ in }
  /// The sample in focus.
  package var sample: () -> Int = { 0 }

  private let names: Naming
  private var version = 0
  private var bound: Bound?
  /// Breakpoints without a place in the program, and why; those that were told are marked.
  private var pending: [Int: (reason: any Error, isTold: Bool)] = [:]

  package init(_ names: @escaping Naming) { self.names = names }

  package subscript(number: Int) -> Breakpoint? { all.first { $0.number == number } }

  /// Why a breakpoint has no place in the program; nil when it has one.
  package func problem(of number: Int) -> (any Error)? { pending[number]?.reason }

  // MARK: Changing them

  /// Adds one; throws when it has no place in the machine's program. Without a machine it waits.
  package func add(
    _ kind: Breakpoint.Kind, if condition: String? = nil, isTemporary: Bool = false,
    in machine: Machine?, frame: StackFrame?
  ) throws -> Breakpoint {
    var new = Breakpoint(number: lastNumber + 1, kind: kind)
    new.condition = condition
    new.isTemporary = isTemporary
    if let machine {
      let one = try BoundBreakpoint(new, in: machine, frame: frame, names, sample: sample())
      new = one.breakpoint
    } else {
      try new.checkPatterns()
    }
    lastNumber += 1
    all.append(new)
    version += 1
    return new
  }

  /// What a breakpoint would be in a machine, its words as they can be typed anywhere; throws when it has no place
  /// there. Nothing is added.
  package func meaning(
    of kind: Breakpoint.Kind, if condition: String? = nil, in machine: Machine, frame: StackFrame?
  ) throws -> (kind: Breakpoint.Kind, equations: Set<Int>) {
    var one = Breakpoint(number: 0, kind: kind)
    one.condition = condition
    let bound = try BoundBreakpoint(one, in: machine, frame: frame, names, sample: sample())
    return (bound.breakpoint.kind, bound.equations)
  }

  /// Gives a breakpoint another condition; throws when it cannot be read there.
  package func setCondition(_ condition: String?, of number: Int, in machine: Machine?) throws {
    guard var changed = self[number] else { return }
    changed.condition = condition
    if let machine, pending[number] == nil {
      _ = try BoundBreakpoint(changed, in: machine, frame: .model, names, sample: sample())
    }
    change(number) { $0.condition = condition }
  }

  /// Changes a breakpoint of a number.
  package func change(_ number: Int, _ body: (inout Breakpoint) -> Void) {
    guard let index = all.firstIndex(where: { $0.number == number }) else { return }
    body(&all[index])
    version += 1
  }

  package func remove(_ number: Int) {
    all.removeAll { $0.number == number }
    pending[number] = nil
    version += 1
  }

  /// All of them as they are, to be brought back.
  package struct Snapshot {
    fileprivate let all: [Breakpoint]
    fileprivate let lastNumber: Int
    fileprivate let pending: [Int: (reason: any Error, isTold: Bool)]
  }

  package var snapshot: Snapshot { Snapshot(all: all, lastNumber: lastNumber, pending: pending) }

  package func bringBack(_ snapshot: Snapshot) {
    (all, lastNumber, pending) = (snapshot.all, snapshot.lastNumber, snapshot.pending)
    version += 1
  }

  /// The breakpoints that have no place in the program and were not yet spoken of.
  package func newlyPending() -> [(breakpoint: Breakpoint, reason: any Error)] {
    var result: [(Breakpoint, any Error)] = []
    for one in all {
      guard let entry = pending[one.number], !entry.isTold else { continue }
      pending[one.number]?.isTold = true
      result.append((one, entry.reason))
    }
    return result
  }

  // MARK: In a machine

  /// Finds the places of all breakpoints in a machine's program.
  package func bind(to machine: Machine) {
    let sample = sample()
    if let bound, bound.isOf(machine, sample, version) { return }
    let known = pending
    pending = [:]
    var places: [BoundBreakpoint] = []
    for one in all {
      do {
        places.append(
          try BoundBreakpoint(one, in: machine, frame: .model, names, sample: sample))
      } catch {
        let isTold = known[one.number].map { $0.isTold && "\($0.reason)" == "\(error)" } ?? false
        pending[one.number] = (error, isTold)
      }
    }
    let goal = goal.flatMap { try? Goal($0, in: machine, names) }
    bound = Bound(
      machine, sample, version, places.filter(\.breakpoint.isEnabled), goal)
  }

  package func forget(_ machine: Machine) {
    if bound?.isOf(machine) == true { bound = nil }
  }

  package func stops(in machine: Machine) -> StopTicks? {
    bind(to: machine)
    hits = []
    return bound.flatMap { $0.ticks.isEmpty ? nil : $0.ticks }
  }

  package func reason(at visit: StopTicks.Visit, in machine: Machine) -> Stop.Reason? {
    guard let bound else { return nil }
    if !hits.isEmpty { hits = [] }
    for place in bound.byEquation[visit.equation] {
      guard let cause = place.cause(at: visit, in: machine, sample: bound.sample) else { continue }
      held(place, cause, visit, machine)
    }
    if let goal = bound.goal, goal.equations.contains(visit.equation) {
      do {
        if try goal.isReached(in: machine) { return .goal }
      } catch {
        goalProblem = error
        return .goal
      }
    }
    guard let first = hits.first else { return nil }
    for hit in hits where hit.breakpoint.isTemporary { remove(hit.breakpoint.number) }
    return .breakpoint(first.breakpoint.number)
  }

  /// Counts a breakpoint that held, and keeps it as a hit if it stops.
  private func held(
    _ place: BoundBreakpoint, _ cause: Hit.Cause, _ visit: StopTicks.Visit, _ machine: Machine
  ) {
    guard let index = all.firstIndex(where: { $0.number == place.breakpoint.number }) else {
      return
    }
    all[index].hits += 1
    if all[index].ignored > 0 {
      all[index].ignored -= 1
      return
    }
    let name = machine.program.moment(visit.tick).map { machine.program.place(of: $0) } ?? ""
    if case .print = all[index].kind, case .place = cause {
      do {
        onPrint(all[index], name, try place.values(in: machine))
        return
      } catch {
        hits.append(Hit(breakpoint: all[index], place: name, cause: .undecided(error)))
        return
      }
    }
    hits.append(Hit(breakpoint: all[index], place: name, cause: cause))
  }
}

/// Breakpoints in one machine, for one sample.
private final class Bound {
  /// Not kept alive: a machine that nobody else has takes other inputs.
  private weak var machine: Machine?
  let sample: Int
  private let version: Int
  let byEquation: [[BoundBreakpoint]]
  let goal: Goal?
  let ticks: StopTicks

  init(
    _ machine: Machine, _ sample: Int, _ version: Int, _ places: [BoundBreakpoint], _ goal: Goal?
  ) {
    self.machine = machine
    self.sample = sample
    self.version = version
    self.goal = goal
    var byEquation = [[BoundBreakpoint]](repeating: [], count: machine.program.equations.count)
    var equations = goal?.equations ?? []
    for place in places {
      for equation in place.equations { byEquation[equation].append(place) }
      equations.formUnion(place.equations)
    }
    self.byEquation = byEquation
    ticks = StopTicks(equations, of: machine.program)
  }

  func isOf(_ machine: Machine) -> Bool { self.machine === machine }

  func isOf(_ machine: Machine, _ sample: Int, _ version: Int) -> Bool {
    isOf(machine) && self.sample == sample && self.version == version
  }
}
