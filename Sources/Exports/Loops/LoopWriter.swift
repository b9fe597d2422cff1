import Equations
import Tensors
import Terms

/// Writes a routine as loops over numbers, in C, C++ or Swift.
///
/// What works element by element is written as one loop of an equation; products, sums and rows have
/// arrays of their own. Every array is named as its value is in the listing.
struct LoopWriter {
  let plan: Plan
  let syntax: any LoopSyntax
  let helpers: Helpers
  /// Names for values that stand outside the routine's own: what it is given and gives back.
  var names: [Int: String] = [:]
  var identifiers: Identifiers
  var buffers: [String] = []
  var bufferNames: [String] = []
  var lines: [String] = []
  var depth = 1
  /// Instructions that are part of an expression, by the value that they would write.
  var inlined: [Int: Int] = [:]
  /// Instructions that were run before their loop.
  var done: Set<Int> = []
  /// The counters of the loops over time that are being written.
  var timesteps: [String] = []
  /// The arrays of all timesteps of values that another function's loop reads, or that this one's does.
  var overTime: [Int: String] = [:]

  var program: Program { plan.program }

  init(_ plan: Plan, _ syntax: any LoopSyntax, _ helpers: Helpers) {
    self.plan = plan
    self.syntax = syntax
    self.helpers = helpers
    // A name of its own must not hide an array of weights that is read behind it.
    identifiers = Identifiers(avoiding: Set(plan.weights.map(\.name)))
  }

  // MARK: Names

  /// Gives a value a name, its own where that is free.
  @discardableResult
  mutating func name(_ id: Int, _ word: String) -> String {
    let name = identifiers.unique(word)
    names[plan.source(id)] = name
    return name
  }

  func value(_ id: Int) -> Value { program.values[id] }

  /// The array that holds a value; a number gets one.
  mutating func array(_ id: Int) -> String {
    let id = plan.source(id)
    if let known = names[id] { return known }
    let word = value(id).role == .intermediate ? "part" : value(id).name.ascii
    let name = name(id, program.numbers[id] == nil ? word : "constant")
    allocate(name, value(id).shape.count)
    if let number = program.numbers[id] { fill(name, id, with: number) }
    return name
  }

  mutating func fill(_ name: String, _ id: Int, with number: Double) {
    helpers.use("fill")
    let rounded = syntax.number(value(id).dtype.rounded(number))
    write(syntax.call("fill", [(name, "0")], [rounded, "\(value(id).shape.count)"]))
  }

  mutating func write(_ line: String) {
    lines.append(String(repeating: "  ", count: depth) + line)
  }

  mutating func open(_ line: String) {
    write(line)
    depth += 1
  }

  mutating func close() {
    depth -= 1
    write("}")
  }

  mutating func allocate(_ name: String, _ count: Int) {
    bufferNames.append(name)
    buffers.append(syntax.buffer(name, count))
  }

  /// The lines that are no comments.
  var code: [String] {
    lines.filter(isCode)
  }

  func isCode(_ line: String) -> Bool {
    !["/*", "//"].contains(line.drop { $0 == " " }.prefix(2))
  }

  /// Arrays that are written, and read by nothing.
  var unreadBuffers: [String] {
    var read: Set<Substring> = []
    for line in code {
      let text = line.drop { $0 == " " }
      let target = text.prefix(while: \.isOfWord)
      let isWritten = text.dropFirst(target.count).first == "["
      let rest = isWritten ? text.drop { $0 != "=" } : text
      read.formUnion(text.words.filter { $0 != target } + rest.words)
    }
    return bufferNames.filter { !read.contains($0[...]) }
  }

  // MARK: The schedule

  mutating func write(_ pieces: [Piece]) {
    for piece in pieces {
      switch piece {
      case .items(let items): write(items)
      case .part(let part): write(part)
      }
    }
  }

  mutating func write(_ items: Range<Int>) {
    var frame: Int?
    var index = items.lowerBound
    while index < items.upperBound {
      switch program.schedule[index] {
      case .equation(let id):
        let own = program.equations[id].frame
        if let frame, frame != own, !timesteps.isEmpty {
          write(syntax.comment(program.frames[own].path))
        }
        frame = own
        write(equation: program.equations[id])
        index += 1
      case .enter(let id):
        write(loop: program.scans[id])
        index = program.scans[id].bounds.upperBound + 1
      case .leave:
        index += 1
      }
    }
  }

  mutating func write(loop scan: Scan) {
    let counter = timesteps.isEmpty ? "t" : "t\(timesteps.count)"
    let time = { (isReversed: Bool) in
      isReversed ? "(\(scan.steps - 1) - \(counter))" : counter
    }
    let carried = carriedStates(scan)
    for (index, carry) in scan.carries.enumerated() {
      start(carry, state: plan.stateName(scan.id, index), carried)
    }
    for index in scan.prelude {
      done.insert(index)
      if isPartOfExpressions(index) {
        inlined[program.instructions[index].result] = index
      } else {
        materialise(index)
      }
    }
    let early = scan.hoisted.filter { isProductOfTimesteps($0, scan) }
    for index in early { writeProduct(ofAllTimesteps: index, scan) }
    let collected = scan.stacks.filter { !isKept($0, of: scan) }.map { stack in
      (stack, names[plan.source(stack.outer)] ?? declare(stack.outer, suffix: "_all"))
    }

    open(
      scan.isBackward ? syntax.loop(down: counter, scan.steps) : syntax.loop(counter, scan.steps))
    timesteps.append(counter)
    var parts = readKept(of: scan)
    for sequence in scan.sequences {
      let source = array(sequence.outer)
      let base = value(sequence.inner).name.ascii
      let count = value(sequence.inner).shape.count
      let name = name(sequence.inner, base + "_t")
      let row = count == 1 ? time(sequence.isReversed) : "\(time(sequence.isReversed)) * \(count)"
      parts.append((name, lines.count))
      write(syntax.part(name, of: source, from: row, count))
    }
    for index in early { write(rowOf: index, scan, time) }
    write(scan.bounds.lowerBound + 1..<scan.bounds.upperBound)
    for (stack, outer) in collected {
      let count = value(stack.inner).shape.count
      let row = time(stack.isReversed)
      copy(array(stack.inner), "0", outer, count == 1 ? row : "\(row) * \(count)", count)
    }
    if !scan.isBackward { keep(of: scan) }
    for carry in scan.carries {
      copy(array(carry.next), "0", array(carry.previous), "0", value(carry.next).shape.count)
    }
    timesteps.removeLast()
    close()
    removeUnused(parts)
    for (index, carry) in scan.carries.enumerated() {
      guard let state = plan.stateName(scan.id, index) else { continue }
      copy(array(carry.next), "0", state, "0", value(carry.next).shape.count)
    }
  }

  /// The name of a truth value: whether states of the last call count, not those that are given.
  mutating func carriedStates(_ scan: Scan) -> String? {
    let states = plan.statesBesideGiven(scan)
    guard !states.isEmpty else { return nil }
    helpers.use("nonzero")
    let name = identifiers.unique("carried")
    let calls = states.map { "nonzero(\($0.name), \($0.count))" }.joined(separator: " || ")
    write(syntax.comment("given states count in the first call only"))
    write(syntax.truth(name, calls))
    return name
  }

  /// Gives a state its arrays and its value before the first timestep.
  mutating func start(
    _ carry: Scan.Carry, state: String?, _ carried: String?
  ) {
    // What is read after the loop is the array that every timestep writes.
    let word = value(carry.final).name.ascii
    let next = names[plan.source(carry.final)] ?? declare(carry.next, word)
    names[plan.source(carry.next)] = next
    names[plan.source(carry.final)] = next
    let previous = declare(carry.previous, value(carry.previous).name.ascii)
    let count = value(carry.previous).shape.count
    if let state, let carried, program.numbers[plan.source(carry.initial)] == nil {
      copy("(\(carried) ? \(state) : \(array(carry.initial)))", "0", previous, "0", count)
    } else if let state {
      copy(state, "0", previous, "0", count)
    } else if let number = program.numbers[plan.source(carry.initial)] {
      fill(previous, carry.previous, with: number)
    } else {
      copy(array(carry.initial), "0", previous, "0", count)
    }
  }

  mutating func declare(_ id: Int, _ word: String? = nil, suffix: String = "") -> String {
    let name = name(id, (word ?? value(id).name.ascii) + suffix)
    allocate(name, value(id).shape.count)
    return name
  }

  mutating func copy(
    _ source: String, _ from: String, _ target: String, _ to: String, _ count: Int
  ) {
    helpers.use("copy")
    write(syntax.call("copy", [(source, from), (target, to)], ["\(count)"]))
  }
}
