import Equations
import Tensors
import Terms

/// Writes a routine's equations as NumPy, each in a line.
struct NumPyWriter {
  let plan: Plan
  let helpers: NumPyHelpers
  /// Whether it asks how many samples a batch has.
  private(set) var countsSamples = false
  var names: [Int: String] = [:]
  private(set) var lines: [String] = []
  var identifiers = Identifiers()
  private var depth = 1
  /// The counters of the loops over time that are being written.
  private(set) var timesteps: [String] = []
  /// The arrays of all timesteps of values that another function's loop reads, or that this one's does.
  var overTime: [Int: String] = [:]

  var program: Program { plan.program }

  init(_ plan: Plan, _ helpers: NumPyHelpers) {
    self.plan = plan
    self.helpers = helpers
  }

  @discardableResult
  mutating func name(_ id: Int, _ word: String) -> String {
    let name = identifiers.unique(word)
    names[plan.source(id)] = name
    return name
  }

  mutating func write(_ line: String) {
    lines.append(String(repeating: "    ", count: depth) + line)
  }

  mutating func write(_ pieces: [Piece]) {
    for piece in pieces {
      switch piece {
      case .items(let items): write(items)
      case .part(let part):
        let note = program.equations[part.equation].note
        write(part.result, part.term, note: part.isShare ? "this sample's share" : note)
      }
    }
  }

  private mutating func write(_ value: Value, _ term: Term, note: String) {
    let text = self.text(term)
    let result = plan.source(value.id)
    let target = names[result] ?? name(result, value.name.ascii)
    write("\(target) = \(text)\(note.isEmpty ? "" : "  # \(SafeText.comment(note))")")
  }

  mutating func write(_ items: Range<Int>) {
    var index = items.lowerBound
    while index < items.upperBound {
      switch program.schedule[index] {
      case .equation(let id):
        let equation = program.equations[id]
        write(equation.result, equation.term, note: equation.note)
        index += 1
      case .enter(let id):
        write(loop: program.scans[id])
        index = program.scans[id].bounds.upperBound + 1
      case .leave:
        index += 1
      }
    }
  }

  private mutating func write(loop scan: Scan) {
    let counter = timesteps.isEmpty ? "t" : "t\(timesteps.count)"
    let besides = plan.statesBesideGiven(scan).map { "np.any(states[\"\($0.name)\"])" }
    let carried = besides.isEmpty ? nil : identifiers.unique("carried")
    if let carried {
      write(
        "\(carried) = \(besides.joined(separator: " or "))  # given states: in the first call only")
    }
    for (index, carry) in scan.carries.enumerated() {
      var first = plan.stateName(scan.id, index).map { "states[\"\($0)\"]" } ?? text(carry.initial)
      if let carried, program.numbers[plan.source(carry.initial)] == nil,
        plan.stateName(scan.id, index) != nil
      {
        first += " if \(carried) else \(text(carry.initial))"
      }
      let next = name(carry.next, program.values[carry.final].name.ascii)
      names[plan.source(carry.final)] = next
      write("\(next) = \(first)")
    }
    let stacks = scan.stacks.filter { !isKept($0, of: scan) }
    let collected = stacks.map { stack in
      let name = name(stack.outer, program.values[stack.outer].name.ascii + "_all")
      write(scan.isBackward ? "\(name) = [None] * \(scan.steps)" : "\(name) = []")
      return name
    }
    if timesteps.isEmpty { beginKeeping(scan) }
    let range = "range(\(scan.steps))"
    write("for \(counter) in \(scan.isBackward ? "reversed(\(range))" : range):")
    depth += 1
    timesteps.append(counter)
    var parts = readKept(of: scan)
    for sequence in scan.sequences {
      let inner = program.values[sequence.inner].name.ascii
      let source = text(sequence.outer)
      let name = name(sequence.inner, inner + "_t")
      let time = sequence.isReversed ? "\(scan.steps - 1) - \(counter)" : counter
      parts.append((name, lines.count))
      write("\(name) = \(source)[\(time)]")
    }
    for carry in scan.carries {
      let previous = name(carry.previous, program.values[carry.previous].name.ascii)
      write("\(previous) = \(text(carry.next))")
    }
    write(scan.bounds.lowerBound + 1..<scan.bounds.upperBound)
    for (stack, name) in zip(stacks, collected) {
      let row = stack.isReversed ? "\(scan.steps - 1) - \(counter)" : counter
      let value = text(stack.inner)
      write(scan.isBackward ? "\(name)[\(row)] = \(value)" : "\(name).append(\(value))")
    }
    if !scan.isBackward { keep(of: scan) }
    depth -= 1
    timesteps.removeLast()
    lines.removeUnread(parts)
    for name in collected { write("\(name) = np.stack(\(name))") }
    for (index, carry) in scan.carries.enumerated() {
      guard let state = plan.stateName(scan.id, index) else { continue }
      write("states[\"\(state)\"] = \(text(carry.next))")
    }
  }

  // MARK: Terms

  /// A value by its name; a number in full.
  mutating func text(_ id: Int) -> String {
    let id = plan.source(id)
    guard let number = program.numbers[id] else {
      return names[id] ?? name(id, program.values[id].name.ascii)
    }
    let value = program.values[id]
    let text = NumPyHelpers.literal(value.dtype.rounded(number))
    if value.shape == .scalar { return text }
    let dims = NumPyHelpers.tuple(value.shape)
    return number == 0 ? "np.zeros(\(dims), real)" : "np.full(\(dims), \(text), real)"
  }

  private mutating func text(_ term: Term) -> String {
    var values: [Int: String] = [:]
    for value in term.withoutCounts.values { values[value.id] = text(value.id) }
    countsSamples = countsSamples || term.contains(where: \.countsSamples)
    return helpers.formula(term) { values[$0.id] ?? "" }.text
  }
}
