import Containers
import Engine
import Equations
import Expressions
import Tensors
import Terms

/// An expression over one value, looked at whenever an equation writes that value: `C[3]`.
///
/// What it was before is what the same equation wrote in the timestep before; for a state in the
/// first timestep, what it began with; for any other, in training, what it wrote last in the step before.
final class Watch {
  /// As it can be typed anywhere.
  let text: String
  let equations: Set<Int>
  private let by: Double?
  private let expression: Expression
  private let name: String
  /// The one timestep that is watched, for `lstm@3.C`.
  private let fixed: [Int]
  private let names: Naming
  private let places: [Int: Place]

  /// An equation that is watched.
  private struct Place {
    let result: Value
    /// The value of the timestep before, where the result is a state.
    let state: Value?
    /// The loops around it, outermost first: four at most, as visits tell.
    let loops: [Scan]
    /// The expression over the result, and over what was before, where they can be bound.
    let new, old: BoundTerm?
  }

  enum Misuse: Reported, Sendable, Equatable {
    case noValue(String)
    case manyValues([String])

    var exitCode: Int32 { ExitStatus.badUsage }

    var message: String {
      switch self {
      case .noValue(let text):
        "\(text) holds no value that could change: watch C[3], watch lstm.h, watch argmax(output)"
      case .manyValues(let names):
        "a watch is of one value, not of \(names.joined(separator: " and ")); "
          + "break LOCATION if … compares values"
      }
    }
  }

  init(
    _ text: String, by: Double?, in machine: Machine, frame: StackFrame?, _ names: @escaping Naming,
    sample: Int
  ) throws {
    let environment = names(frame)
    let scope = ClassNames(machine: machine, environment: environment)
    let expression = try Expression(text, names: scope)
    if let error = expression.unknownName(in: scope, meant: machine.elsewhere) {
      throw error
    }
    let uses = expression.nameUses.filter { scope.isValue($0.name, in: frame) }
    guard let name = uses.first?.name else { throw Misuse.noValue(text) }
    let others = Set(uses.map(\.name)).subtracting([name])
    guard others.isEmpty else { throw Misuse.manyValues([name] + others.sorted()) }
    let watched = try machine.watched(name, in: frame)
    self.by = by
    self.name = watched.word
    self.names = names
    fixed = watched.steps
    equations = watched.equations
    var absolute = Array(text).map(String.init)
    for use in uses.reversed() { absolute.replaceSubrange(use.range, with: [watched.word]) }
    self.text = absolute.joined()
    let whole = try Expression(
      self.text, names: ClassNames(machine: machine, environment: names(.model)))
    self.expression = whole
    var places: [Int: Place] = [:]
    for id in equations {
      places[id] = Watch.place(id, machine) { value in
        let scope = OneTerm(word: watched.word, term: .value(value), environment: names(.model))
        let term = try? whole.term(in: scope)
        return term.flatMap { BoundTerm($0, in: machine.engine.memory, sample: sample) }
      }
    }
    self.places = places
    try refuseWhatIsNowhere()
  }

  /// Ends with the reason where an expression has no value at any of the equations, whatever they write: `h[99]` of 8 units.
  private func refuseWhatIsNowhere() throws {
    var reason: (any Error)?
    for place in places.values {
      do {
        let some = Tensor(place.result.shape, place.result.dtype, repeating: 0)
        _ = try expression.evaluate(
          in: OneValue(word: name, tensor: some, environment: names(.model)))
        return
      } catch {
        reason = error
      }
    }
    if let reason { throw reason }
  }

  private static func place(
    _ id: Int, _ machine: Machine, _ bound: (Value) -> BoundTerm?
  ) -> Place {
    let equation = machine.program.equations[id]
    let state = machine.program.state(writtenBy: equation)
    let loops = machine.program.loops(equation.scan).prefix(4)
    return Place(
      result: equation.result, state: state,
      loops: loops.map { machine.program.scans[$0] }, new: bound(equation.result),
      old: bound(state ?? equation.result))
  }

  /// What it was and is, where it has just changed; nil where it has not.
  func change(
    at visit: StopTicks.Visit, in machine: Machine, sample: Int
  ) throws -> Hit.Cause? {
    guard fixed.enumerated().allSatisfy({ $0.offset < 4 && visit.steps[$0.offset] == $0.element })
    else { return nil }
    guard let place = places[visit.equation] else { return nil }
    guard let before = Watch.before(visit.steps, place) else {
      let new = try value(of: place.result, at: visit.steps, machine, sample)
      guard let old = try valueInStepBefore(place, machine, sample) else {
        return by == nil ? .change(old: nil, new: new) : nil
      }
      return isSame(old, new) ? nil : .change(old: old, new: new)
    }
    if let new = place.new, let old = place.old {
      guard try new.differs(at: visit.steps, from: old, at: before, by: by) else { return nil }
    }
    let old = try value(of: place.state ?? place.result, at: before, machine, sample)
    let new = try value(of: place.result, at: visit.steps, machine, sample)
    return isSame(old, new) ? nil : .change(old: old, new: new)
  }

  // MARK: Before and now

  private func isSame(_ old: Tensor, _ new: Tensor) -> Bool {
    old.shape == new.shape
      && !zip(old.elements, new.elements).contains { BoundTerm.differs($0, $1, by: by) }
  }

  /// What the equation wrote last in the step of training before; nil where there is none, or that had no such sample.
  private func valueInStepBefore(
    _ place: Place, _ machine: Machine, _ sample: Int
  ) throws -> Tensor? {
    guard let other = try machine.stepBefore(), sample < other.samples else { return nil }
    var last = SIMD4<Int>()
    for (depth, loop) in place.loops.enumerated() { last[depth] = loop.last }
    return try value(of: place.result, at: last, other, sample)
  }

  /// The timesteps of the value before an execution; nil when there was none. A state has its own
  /// value for it in the same timestep.
  private static func before(_ steps: SIMD4<Int>, _ place: Place) -> SIMD4<Int>? {
    if place.state != nil { return steps }
    var steps = steps
    for (depth, loop) in place.loops.enumerated().reversed() {
      if let step = loop.before(steps[depth]) {
        steps[depth] = step
        return steps
      }
      steps[depth] = loop.last
    }
    return nil
  }

  private func value(
    of value: Value, at steps: SIMD4<Int>, _ machine: Machine, _ sample: Int
  ) throws -> Tensor {
    let depth = machine.program.loops(value.scope).count
    let tensor = try machine.read(value, at: (0..<depth).map { steps[$0] }, sample: sample)
    return try expression.evaluate(
      in: OneValue(word: name, tensor: tensor, environment: names(.model)))
  }
}
