import Equations
import Expressions
import Tensors

/// A breakpoint in one program: the equations after which it is asked, its words looked up.
final class BoundBreakpoint {
  /// With its words as they can be typed anywhere.
  let breakpoint: Breakpoint
  let equations: Set<Int>
  private let test: Test
  private let conditions: [Int: Condition]
  private let names: Naming

  private enum Test {
    case place(Places)
    case watch(Watch)
    case happens(Catch)
    case norms(GradientNorms, Catch, limit: Double)
  }

  /// Throws when there is no such place, or what is asked there cannot be read.
  init(
    _ breakpoint: Breakpoint, in machine: Machine, frame: StackFrame?, _ names: @escaping Naming,
    sample: Int
  ) throws {
    self.names = names
    var kind = breakpoint.kind
    var equations: Set<Int>
    switch breakpoint.kind {
    case .place(let word):
      let places = try machine.places(word, in: frame)
      kind = .place(places.word)
      equations = places.equations
      test = .place(places)
    case .print(let word, let format, let expressions):
      let places = try machine.places(word, in: frame)
      kind = .print(places.word, format, expressions)
      equations = places.equations
      test = .place(places)
      if let id = equations.min() {
        // What cannot be read is said now and not in the middle of a walk.
        let environment = names(machine.frame(of: id))
        for text in expressions {
          let expression = try Expression(text, names: environment)
          if let error = expression.unknownName(in: environment, meant: machine.elsewhere) {
            throw error
          }
        }
      }
    case .watch(let text, let by):
      let watch = try Watch(text, by: by, in: machine, frame: frame, names, sample: sample)
      kind = .watch(watch.text, by: by)
      equations = watch.equations
      test = .watch(watch)
    case .condition(let what, let except, let limit):
      if let limit = limit ?? what.usualLimit {
        let norms = GradientNorms(machine.program, machine.writers)
        (equations, test) = (norms.equations, .norms(norms, what, limit: limit))
      } else {
        (equations, test) = (machine.equations(for: what), .happens(what))
      }
      if let except { equations.subtract(try machine.equations(spared: except, frame: frame)) }
    }
    if let condition = breakpoint.condition {
      (conditions, equations) = try BoundBreakpoint.conditions(
        condition, after: equations, in: machine, names, sample)
    } else {
      conditions = [:]
    }
    self.equations = equations
    self.breakpoint = breakpoint.with(kind)
  }

  /// The condition after each equation; where its names mean nothing there is no place to stop. What cannot be read is
  /// said where there is no equation, too.
  private static func conditions(
    _ text: String, after equations: Set<Int>, in machine: Machine, _ names: @escaping Naming,
    _ sample: Int
  ) throws -> ([Int: Condition], Set<Int>) {
    if equations.isEmpty { _ = try Expression(text, names: names(.model)) }
    var result: [Int: Condition] = [:]
    var problem: (any Error)?
    for id in equations.sorted() {
      do {
        result[id] = try Condition(text, after: id, in: machine, names, sample: sample)
      } catch {
        problem = problem ?? error
      }
    }
    if result.isEmpty, let problem { throw problem }
    return (result, Set(result.keys))
  }

  /// Why it holds where the machine stands; nil when it does not.
  func cause(
    at visit: StopTicks.Visit, in machine: Machine, sample: Int
  ) -> Hit.Cause? {
    do {
      let cause: Hit.Cause
      switch test {
      case .place(let places):
        guard places.contains(visit.equation, at: visit.steps) else { return nil }
        cause = .place
      case .watch(let watch):
        guard let change = try watch.change(at: visit, in: machine, sample: sample) else {
          return nil
        }
        cause = change
      case .happens(let what):
        let loops = machine.program.loops(machine.program.equations[visit.equation].scan)
        let steps = loops.indices.map { visit.steps[$0] }
        guard
          let found = try machine.happens(what, in: visit.equation, at: steps, sample: sample)
        else { return nil }
        cause = .numbers(count: found.count, of: found.of)
      case .norms(let norms, let what, let limit):
        guard let found = try norms.change(what, limit, at: visit, in: machine, sample) else {
          return nil
        }
        cause = found
      }
      guard let condition = conditions[visit.equation] else { return cause }
      return try condition.isTrue(at: visit.steps, in: machine) ? cause : nil
    } catch {
      return .undecided(error)
    }
  }

  /// What a `dprintf` prints where the machine stands.
  func values(in machine: Machine) throws -> [Tensor] {
    guard case .print(_, _, let expressions) = breakpoint.kind else { return [] }
    let environment = names(machine.stack.first)
    return try expressions.map {
      try Expression($0, names: environment).evaluate(in: environment)
    }
  }
}

extension Breakpoint {
  fileprivate func with(_ kind: Kind) -> Breakpoint {
    var copy = Breakpoint(number: number, kind: kind)
    copy.condition = condition
    copy.isTemporary = isTemporary
    copy.isEnabled = isEnabled
    copy.hits = hits
    copy.ignored = ignored
    copy.commands = commands
    return copy
  }

  /// Throws when a pattern cannot be read, for one that has no machine yet to look for its places.
  func checkPatterns() throws(PatternError) {
    switch kind {
    case .place(let word), .print(let word, _, _): _ = try Pattern(slashed: word)
    case .condition(_, let except, _): if let except { _ = try Pattern(slashed: except) }
    case .watch: break
    }
  }
}

extension Machine {
  /// The equations that a catch leaves out: all of a layer, or the places of any other word.
  fileprivate func equations(spared word: String, frame: StackFrame?) throws -> Set<Int> {
    let layers = program.frames.filter { $0.path == word || $0.isOf(word) }.map(\.id)
    guard !layers.isEmpty else { return try places(word, in: frame).equations }
    return Set(
      program.equations.filter { equation in layers.contains { isInside(equation.frame, $0) } }
        .map(\.id))
  }
}
