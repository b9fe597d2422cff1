import Terms

/// Where in the schedule each value is read first: what gives it a gradient has all been passed there, from the end.
///
/// What is read inside of a loop but stands outside of it is complete when the loop is passed.
struct ReadingOrder {
  /// By item of the schedule, in the order in which they are read there.
  private(set) var complete: [Int: [Value]] = [:]
  private var seen: Set<Int> = []

  init(_ program: Program) {
    var around: [Int] = []
    for (index, item) in program.schedule.enumerated() {
      switch item {
      case .equation(let id):
        note(program.equations[id].term.values, at: index, around, program)
      case .enter(let id):
        around.append(id)
        let scan = program.scans[id]
        let outer = scan.sequences.map(\.outer) + scan.carries.map(\.initial)
        note(outer.map { program.values[$0] }, at: index, around.dropLast(), program)
      case .leave: around.removeLast()
      }
    }
    // The others get theirs where they are made: by an equation, or by a loop.
    for index in complete.keys {
      complete[index]?.removeAll { value in
        program.aliases[value.id] == nil && value.role != .weight && value.role != .input
      }
    }
  }

  /// A value is read where its other names are, and complete behind all of them.
  private mutating func note(
    _ values: [Value], at index: Int, _ around: some Collection<Int>, _ program: Program
  ) {
    let sources = values.compactMap { program.aliases[$0.id] }.map { program.values[$0] }
    for value in values + sources where seen.insert(value.id).inserted {
      // The item on the level of the value: the outermost loop that it is not in.
      let own = Set(program.loops(value.scope))
      let loop = around.first { !own.contains($0) }
      let item = loop.map { program.scans[$0].bounds.lowerBound } ?? index
      complete[item, default: []].append(value)
    }
  }
}
