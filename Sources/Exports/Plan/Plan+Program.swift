import Containers
import Equations
import Terms

extension Plan {
  /// Cuts a program where one layer ends and another begins; throws for what no export can do.
  init(_ program: Program, outputNames: [String]) throws {
    if let obstacle = program.obstacle { throw obstacle }
    self.program = program
    var names = Identifiers()
    let stretches = Plan.segments(program).map { segment in
      let frame = program.frames[segment.frame]
      return Stretch(
        frame: frame, name: names.unique(frame.path, or: "_layer"), pieces: [.items(segment.items)])
    }
    routines = Plan.routines(program, stretches, giving: program.outputs)
    (weightNames, weights) = Plan.weights(program, routines, &names) { $0.name }
    states = Plan.states(program, routines, &names)
    inputs = program.inputs.map { ($0, names.unique($0.name.ascii, or: "_in")) }
    outputs = zip(program.outputs, outputNames).map { ($0, names.unique($1, or: "_out")) }
    globals = Set(routines.map(\.name)).union(weights.map(\.name)).union(states.map(\.name))
  }

  /// What becomes a function: pieces that belong to one layer call.
  struct Stretch {
    let frame: Frame
    let name: String
    let pieces: [Piece]
  }

  /// The functions, each with what it reads of others and gives to others; `results` are given to whoever asked.
  static func routines(
    _ program: Program, _ stretches: [Stretch], giving results: [Value]
  ) -> [Routine] {
    func source(_ value: Value) -> Int { program.aliases[value.id] ?? value.id }
    let reads = stretches.map { Plan.reads(program, $0.pieces) }
    var readers: [Int: Set<Int>] = [:]
    for (index, read) in reads.enumerated() {
      for value in read.values { readers[source(value), default: []].insert(index) }
    }
    let given = Set(results.map(source))
    return stretches.enumerated().map { index, stretch in
      let own = Plan.made(program, stretch.pieces)
      let ownSet = Set(own)
      var seen: Set<Int> = []
      let inputs = reads[index].values.compactMap { local -> (value: Value, local: Value)? in
        let value = program.values[source(local)]
        guard !ownSet.contains(value.id), seen.insert(value.id).inserted else { return nil }
        return (value, local)
      }
      let outputs = own.filter { id in
        given.contains(id) || readers[id]?.contains { $0 != index } ?? false
      }
      return Routine(
        frame: stretch.frame, name: stretch.name, pieces: stretch.pieces, inputs: inputs,
        outputs: outputs.map { program.values[$0] }, weights: reads[index].weights)
    }
  }

  /// Stretches of the schedule outside loops that belong to one layer call, but for what only says how many samples there
  /// are: a function is of one.
  private static func segments(_ program: Program) -> [(frame: Int, items: Range<Int>)] {
    var result: [(frame: Int, items: Range<Int>)] = []
    var index = 0
    while index < program.schedule.count {
      let frame: Int
      let end: Int
      switch program.schedule[index] {
      case .equation(let id) where program.onlyCountsSamples(id):
        index += 1
        continue
      case .equation(let id): (frame, end) = (program.equations[id].frame, index + 1)
      case .enter(let id):
        (frame, end) = (program.scans[id].frame, program.scans[id].bounds.upperBound + 1)
      case .leave: (frame, end) = (0, index + 1)
      }
      if let last = result.last, last.frame == frame, last.items.upperBound == index {
        result[result.count - 1].items = last.items.lowerBound..<end
      } else {
        result.append((frame, index..<end))
      }
      index = end
    }
    return result
  }

  /// `stem`: what the names of a function's weights begin with.
  static func weights(
    _ program: Program, _ routines: [Routine], _ names: inout Identifiers,
    stem: (Routine) -> String
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
        let name = names.unique("\(stem(routine))_\(value.name.ascii)")
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
          routine.pieces.contains { piece in
            if case .items(let items) = piece { return items.contains(scan.bounds.lowerBound) }
            return false
          }
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
