import Containers
import Equations
import Terms

extension Plan {
  /// Cuts a program where one layer ends and another begins; throws for what no export can do.
  init(_ program: Program, outputNames: [String]) throws {
    if let obstacle = program.obstacle { throw obstacle }
    self.program = program
    var names = Identifiers()
    let segments = Plan.segments(program)
    let reads = segments.map { Plan.reads(program, $0.items) }
    var routines: [Routine] = []
    for (index, segment) in segments.enumerated() {
      let frame = program.frames[segment.frame]
      let elsewhere = reads.enumerated().filter { $0.offset != index }.flatMap { $0.element.values }
      let wanted = Set((elsewhere + program.outputs).map { program.aliases[$0.id] ?? $0.id })
      let own = Plan.made(program, segment.items)
      var seen: Set<Int> = []
      let inputs = reads[index].values.compactMap { local -> (value: Value, local: Value)? in
        let value = program.values[program.aliases[local.id] ?? local.id]
        guard !own.contains(value.id), seen.insert(value.id).inserted else { return nil }
        return (value, local)
      }
      let outputs = own.filter { wanted.contains($0) }.map { program.values[$0] }
      routines.append(
        Routine(
          frame: frame, name: names.unique(frame.path, or: "_layer"), items: segment.items,
          inputs: inputs,
          outputs: outputs, weights: reads[index].weights))
    }
    self.routines = routines
    (weightNames, weights) = Plan.weights(program, routines, &names)
    states = Plan.states(program, routines, &names)
    inputs = program.inputs.map { ($0, names.unique($0.name.ascii, or: "_in")) }
    outputs = zip(program.outputs, outputNames).map { ($0, names.unique($1, or: "_out")) }
    globals = Set(routines.map(\.name)).union(weights.map(\.name)).union(states.map(\.name))
  }

  /// Stretches of the schedule outside loops that belong to one layer call.
  private static func segments(_ program: Program) -> [(frame: Int, items: Range<Int>)] {
    var result: [(frame: Int, items: Range<Int>)] = []
    var index = 0
    while index < program.schedule.count {
      let frame: Int
      let end: Int
      switch program.schedule[index] {
      case .equation(let id): (frame, end) = (program.equations[id].frame, index + 1)
      case .enter(let id):
        (frame, end) = (program.scans[id].frame, program.scans[id].bounds.upperBound + 1)
      case .leave: (frame, end) = (0, index + 1)
      }
      if let last = result.last, last.frame == frame {
        result[result.count - 1].items = last.items.lowerBound..<end
      } else {
        result.append((frame, index..<end))
      }
      index = end
    }
    return result
  }

  /// What a stretch reads, each value once, by the name that it has there.
  private static func reads(
    _ program: Program, _ items: Range<Int>
  ) -> (values: [Value], weights: [Value]) {
    var values: [Value] = []
    var weights: [Value] = []
    var seen: Set<Int> = []
    func read(_ id: Int) {
      let value = program.values[id]
      guard program.numbers[id] == nil, seen.insert(id).inserted else { return }
      if value.role == .weight { weights.append(value) } else { values.append(value) }
    }
    for item in program.schedule[items] {
      switch item {
      case .equation(let id):
        for value in program.equations[id].term.values { read(value.id) }
        for index in program.equations[id].instructions {
          for operand in program.instructions[index].operands { read(operand) }
        }
      case .enter(let id):
        for sequence in program.scans[id].sequences { read(sequence.outer) }
        for carry in program.scans[id].carries { read(carry.initial) }
      case .leave: break
      }
    }
    return (values, weights)
  }

  /// What a stretch makes, inside its loops too.
  private static func made(_ program: Program, _ items: Range<Int>) -> [Int] {
    program.schedule[items].flatMap { item -> [Int] in
      switch item {
      case .equation(let id):
        return program.equations[id].instructions.map { program.instructions[$0].result }
      case .enter(let id):
        return program.scans[id].sequences.map(\.inner) + program.scans[id].carries.map(\.previous)
      case .leave(let id):
        return program.scans[id].carries.map(\.final) + program.scans[id].stacks.map(\.outer)
      }
    }
  }

  private static func weights(
    _ program: Program, _ routines: [Routine], _ names: inout Identifiers
  ) -> (names: [Int: String], list: [(name: String, value: Value)]) {
    let sources = Dictionary(
      program.weights.map { ($0.value, $0.source) }, uniquingKeysWith: { first, _ in first })
    var byIdentity: [String: String] = [:]
    var result: [Int: String] = [:]
    var list: [(name: String, value: Value)] = []
    for routine in routines {
      for value in routine.weights where result[value.id] == nil {
        // The same numbers in two formats are two arrays.
        let identity = sources[value.id]?.identity.map { "\($0) \(value.type)" }
        if let identity, let known = byIdentity[identity] {
          result[value.id] = known
          continue
        }
        let name = names.unique("\(routine.name)_\(value.name.ascii)")
        result[value.id] = name
        if let identity { byIdentity[identity] = name }
        list.append((name, value))
      }
    }
    return (result, list)
  }

  /// The states of stateful layers, which start where the last call ended.
  private static func states(
    _ program: Program, _ routines: [Routine], _ names: inout Identifiers
  ) -> [(scan: Int, carry: Int, name: String)] {
    var result: [(scan: Int, carry: Int, name: String)] = []
    for scan in program.scans where scan.isStateful && scan.parent == nil {
      for (index, carry) in scan.carries.enumerated() where carry.outlives {
        // Keras 2 takes given states in the first call only, Keras 3 always.
        guard program.numbers[carry.initial] != nil || scan.prefersCarried else { continue }
        let routine = routines.first { routine in
          routine.items.contains(scan.bounds.lowerBound)
        }
        let name = program.values[carry.next].name.ascii
        result.append((scan.id, index, names.unique("\(routine?.name ?? "loop")_\(name)_state")))
      }
    }
    return result
  }
}

/// Why nothing is exported, and what to do about it.
package struct ExportError: Reported, Sendable {
  package let message: String
  package let hint: String

  package init(_ message: String, hint: String = "") {
    self.message = message
    self.hint = hint
  }

  package var exitCode: Int32 { ExitStatus.badUsage }
}
