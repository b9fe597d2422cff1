import Equations
import Terms

/// What writes each value of a program, and from it: when a value of a timestep is there.
struct Writers {
  enum Writer: Equatable {
    /// An input, a weight, a number: there from the start.
    case given
    /// A row of a sequence, brought in on entering the loop.
    case enter(Int)
    /// A loop's result: a last state or a stack over time.
    case leave(Int)
    /// A state before a timestep: the initial one, then what the timestep before wrote.
    case state(Int, next: Int)
    case equation(Int)
    /// An intermediate of an equation: its how manieth instruction writes it.
    case part(Int, instruction: Int)
  }

  private let byValue: [Writer]
  private let program: Program
  /// The equation that a loop begins with.
  private let firstInside: [Int: Int]

  init(_ program: Program) {
    var result = [Writer](repeating: .given, count: program.values.count)
    for equation in program.equations {
      for (index, instruction) in equation.instructions.enumerated() {
        result[program.instructions[instruction].result] = .part(equation.id, instruction: index)
      }
      result[equation.result.id] = .equation(equation.id)
    }
    var scanOfStorage: [Int: Int] = [:]
    for scan in program.scans {
      for sequence in scan.sequences { result[sequence.inner] = .enter(scan.id) }
      for stack in scan.stacks { result[stack.outer] = .leave(scan.id) }
      for carry in scan.carries {
        result[carry.previous] = .state(scan.id, next: carry.next)
        scanOfStorage[program.places[carry.previous].storage] = scan.id
      }
    }
    for (id, place) in program.places.enumerated() where place.slot != nil {
      if let scan = scanOfStorage[place.storage] { result[id] = .leave(scan) }
    }
    for (alias, source) in program.aliases.sorted(by: { $0.key < $1.key }) {
      result[alias] = result[source]
    }
    byValue = result
    self.program = program
    var firstInside: [Int: Int] = [:]
    for equation in program.equations {
      for scan in program.loops(equation.scan) where firstInside[scan] == nil {
        firstInside[scan] = equation.id
      }
    }
    self.firstInside = firstInside
  }

  subscript(value: Value) -> Writer { byValue[value.id] }

  /// From which position on a value of the given timesteps is there.
  func written(_ value: Value, at steps: [Int]) -> Position {
    switch self[value] {
    case .given:
      return .start
    case .enter(let scan):
      return entered(scan, at: steps)
    case .leave(let scan):
      return Position(program.end(of: program.scans[scan], at: steps))
    case .state(let scan, let next):
      guard let step = steps.last, let before = program.scans[scan].before(step) else {
        return entered(scan, at: steps)
      }
      return written(program.values[next], at: steps.dropLast() + [before])
    case .equation(let id):
      return Position(tick(of: id, at: steps))
    case .part(let id, let instruction):
      let isLast = instruction + 1 >= program.equations[id].instructions.count
      let tick = tick(of: id, at: steps)
      return isLast ? Position(tick) : Position(tick - 1, instruction: instruction + 1)
    }
  }

  /// The equation that writes a value; nil for what is given or brought in by a loop.
  func equation(writing value: Value, at steps: [Int]) -> Int? {
    switch self[value] {
    case .given, .enter: nil
    case .equation(let id), .part(let id, _): id
    case .state(let scan, let next):
      steps.last.flatMap(program.scans[scan].before) != nil
        ? equation(writing: program.values[next], at: steps) : nil
    case .leave(let scan):
      inside(value).flatMap { equation(writing: $0, at: steps + [program.scans[scan].last]) }
    }
  }

  /// The value itself for one that is another name.
  func original(_ value: Value) -> Value {
    var id = value.id
    while let source = program.aliases[id] { id = source }
    return program.values[id]
  }

  /// A loop's result in one timestep of it: the row of a stack, the state that a last one is of.
  func inside(_ value: Value) -> Value? {
    guard case .leave(let id) = self[value] else { return nil }
    let scan = program.scans[id]
    let value = original(value)
    if let stack = scan.stacks.first(where: { $0.outer == value.id }) {
      return program.values[stack.inner]
    }
    let storage = program.places[value.id].storage
    return scan.carries.first { program.places[$0.previous].storage == storage }
      .map { program.values[$0.next] }
  }

  private func tick(of equation: Int, at steps: [Int]) -> Int {
    program.tick(
      of: equation, at: program.filled(steps, for: program.equations[equation].scan))
  }

  /// What a loop brings in is there with the first instruction in it.
  private func entered(_ id: Int, at steps: [Int]) -> Position {
    let start = program.start(of: program.scans[id], at: steps)
    guard let first = firstInside[id] else { return Position(min(start + 1, program.tickCount)) }
    return program.equations[first].instructions.count > 1
      ? Position(start, instruction: 1) : Position(start + 1)
  }
}
