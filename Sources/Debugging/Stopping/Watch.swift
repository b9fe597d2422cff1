import Equations
import Tensors

/// An expression over one value, looked at whenever an equation writes that value: `C[3]`.
///
/// What it was before is what the same equation wrote in the timestep before; for a state in the
/// first timestep, what it began with.
struct Watch {
  /// As it can be typed anywhere.
  let text: String
  let equations: Set<Int>
  private let by: Double?
  private let expression: Expression
  private let name: String
  /// The one timestep that is watched, for `lstm@3.C`.
  private let fixed: [Int]
  private let names: Naming
  private var bound: [Int: (new: BoundTerm, old: BoundTerm)] = [:]

  enum Misuse: Error, Sendable, Equatable, CustomStringConvertible {
    case noValue(String)
    case manyValues([String])

    var description: String {
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
    if let error = expression.unknownName(in: scope) { throw error }
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
    self.expression = try Expression(
      self.text, names: ClassNames(machine: machine, environment: names(.model)))
    for id in equations { bound[id] = bind(id, machine, sample) }
  }

  /// What it was and is, where it has just changed; nil where it has not.
  func change(
    at visit: StopTicks.Visit, in machine: Machine, sample: Int
  ) throws -> Hit.Cause? {
    guard fixed.enumerated().allSatisfy({ $0.offset < 4 && visit.steps[$0.offset] == $0.element })
    else { return nil }
    let before = previous(visit, in: machine.program)
    guard let before else {
      let new = try value(of: result(visit, machine), at: visit.steps, machine, sample)
      return by == nil ? .change(old: nil, new: new) : nil
    }
    if let (new, old) = bound[visit.equation] {
      let was = old.withNumbers(at: before.steps) { [Float]($0) }
      let isSame = new.withNumbers(at: visit.steps) { now in
        !zip(was, now).contains { differs(Double($0), Double($1)) }
      }
      if isSame { return nil }
    }
    let old = try value(of: before.value, at: before.steps, machine, sample)
    let new = try value(of: result(visit, machine), at: visit.steps, machine, sample)
    let isSame =
      old.shape == new.shape && !zip(old.elements, new.elements).contains { differs($0, $1) }
    return isSame ? nil : .change(old: old, new: new)
  }

  private func differs(_ old: Double, _ new: Double) -> Bool {
    if old.isNaN || new.isNaN { return old.isNaN != new.isNaN }
    return by.map { abs(new - old) > $0 } ?? (old != new)
  }

  // MARK: Before and now

  private func result(_ visit: StopTicks.Visit, _ machine: Machine) -> Value {
    machine.program.equations[visit.equation].result
  }

  /// Where the value before an execution lies; nil when there was none.
  private func previous(
    _ visit: StopTicks.Visit, in program: Program
  ) -> (value: Value, steps: SIMD4<Int>)? {
    let equation = program.equations[visit.equation]
    let loops = program.loops(equation.scan)
    if let state = program.state(writtenBy: equation) { return (state, visit.steps) }
    var steps = visit.steps
    for depth in loops.indices.reversed() {
      if steps[depth] > 0 {
        steps[depth] -= 1
        return (equation.result, steps)
      }
      steps[depth] = program.scans[loops[depth]].steps - 1
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

  private func bind(
    _ id: Int, _ machine: Machine, _ sample: Int
  ) -> (new: BoundTerm, old: BoundTerm)? {
    let equation = machine.program.equations[id]
    func bound(_ value: Value) -> BoundTerm? {
      let scope = OneTerm(
        word: name, term: .value(value), environment: names(.model))
      let term = try? expression.term(in: scope)
      return term.flatMap { BoundTerm($0, in: machine.engine.memory, sample: sample) }
    }
    let state = machine.program.state(writtenBy: equation)
    guard let new = bound(equation.result), let old = bound(state ?? equation.result) else {
      return nil
    }
    return (new, old)
  }
}

// MARK: Words

extension Program {
  /// The value of the timestep before that a state has, for the equation that writes it.
  func state(writtenBy equation: Equation) -> Value? {
    guard let scan = equation.scan else { return nil }
    return scans[scan].carries.first { carry in
      (aliases[carry.next] ?? carry.next) == equation.result.id
    }.map { values[$0.previous] }
  }
}

extension Machine {
  /// The equations that write what a word names, the word as it can be typed anywhere, and the
  /// timesteps that it gives.
  func watched(
    _ word: String, in frame: StackFrame?
  ) throws -> (word: String, equations: Set<Int>, steps: [Int]) {
    if isOfClass(word) { return (word, try places(word).equations, []) }
    let meaning = try meaning(of: word, in: frame)
    var equations: Set<Int> = []
    for value in meaning.values {
      if let id = equation(behind: value) { equations.insert(id) }
    }
    guard !equations.isEmpty else { throw PlaceError.isNoEquation(word) }
    let steps = word.contains("@") ? meaning.steps : []
    return (meaning.path + Program.timesteps(steps) + meaning.tail, equations, steps)
  }

  /// Whether a word names a value of every layer of a class: `LSTM.C`.
  func isOfClass(_ word: String) -> Bool {
    let kind = String(word.prefix { $0 != "." })
    guard word.count > kind.count, program.frames.contains(where: { $0.kind == kind }),
      (try? PlaceWord(word, program.frames))?.frame == nil
    else { return false }
    return (try? places(word)) != nil
  }

  /// The equation whose result a value is, also as a state, under another name, or after a loop.
  func equation(behind value: Value) -> Int? {
    switch writers[value] {
    case .equation(let id): return id
    case .state(_, let next): return equation(behind: program.values[next])
    case .leave: return writers.inside(value).flatMap { equation(behind: $0) }
    case .given, .enter, .part: return nil
    }
  }
}

/// The names of an environment, and those of the layers of a class.
private struct ClassNames: Names {
  let machine: Machine
  let environment: any Environment

  var names: [String] { environment.names }
  var functions: [String: FunctionMaker] { environment.functions }

  func isName(_ word: String) -> Bool { environment.isName(word) || machine.isOfClass(word) }

  /// Whether a word is a value of the machine, not one of the person's own.
  func isValue(_ word: String, in frame: StackFrame?) -> Bool {
    machine.isName(word, in: frame) || machine.isOfClass(word)
  }
}

/// One word with a value of its own.
private struct OneValue: Environment {
  let word: String
  let tensor: Tensor
  let environment: any Environment

  var names: [String] { environment.names }
  var functions: [String: FunctionMaker] { environment.functions }
  func isName(_ word: String) -> Bool { word == self.word || environment.isName(word) }

  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    word == self.word ? tensor : try environment.tensor(named: word)
  }
}

/// One word that stands for a term, and no other.
private struct OneTerm: TermScope {
  let word: String
  let term: Term
  let environment: any Environment

  var names: [String] { environment.names }
  var functions: [String: FunctionMaker] { environment.functions }
  func isName(_ word: String) -> Bool { word == self.word || environment.isName(word) }
  func term(named word: String) -> Term? { word == self.word ? term : nil }
}
