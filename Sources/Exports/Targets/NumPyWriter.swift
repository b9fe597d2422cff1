import Equations
import Tensors
import Terms

/// Writes a routine's equations as NumPy, each in a line.
struct NumPyWriter {
  let plan: Plan
  let helpers: NumPyHelpers
  private(set) var names: [Int: String] = [:]
  private(set) var lines: [String] = []
  private var identifiers = Identifiers()
  private var depth = 1
  private var loops = 0

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

  private mutating func write(_ line: String) {
    lines.append(String(repeating: "    ", count: depth) + line)
  }

  mutating func write(_ items: Range<Int>) {
    var index = items.lowerBound
    while index < items.upperBound {
      switch program.schedule[index] {
      case .equation(let id):
        let equation = program.equations[id]
        let text = self.text(equation.term)
        let result = plan.source(equation.result.id)
        let target = names[result] ?? name(result, equation.result.name.ascii)
        let note = equation.note.isEmpty ? "" : "  # \(SafeText.comment(equation.note))"
        write("\(target) = \(text)\(note)")
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
    let counter = loops == 0 ? "t" : "t\(loops)"
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
    let collected = scan.stacks.map { stack in
      let name = name(stack.outer, program.values[stack.outer].name.ascii + "_all")
      write("\(name) = []")
      return name
    }
    write("for \(counter) in range(\(scan.steps)):")
    depth += 1
    loops += 1
    var parts: [(name: String, line: Int)] = []
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
    for (stack, name) in zip(scan.stacks, collected) {
      write("\(name).append(\(text(stack.inner)))")
    }
    depth -= 1
    loops -= 1
    for (name, line) in parts.reversed()
    where !lines[(line + 1)...].contains(where: { $0.names(name) }) {
      lines.remove(at: line)
    }
    for name in collected { write("\(name) = np.stack(\(name))") }
    for (index, carry) in scan.carries.enumerated() {
      guard let state = plan.stateName(scan.id, index) else { continue }
      write("states[\"\(state)\"] = \(text(carry.next))")
    }
  }

  // MARK: Terms

  /// A value by its name; a number in full.
  private mutating func text(_ id: Int) -> String {
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
    for value in term.values { values[value.id] = text(value.id) }
    return helpers.formula(term) { values[$0.id] ?? "" }.text
  }
}

/// What NumPy's export brings along, and how terms become its text.
final class NumPyHelpers {
  let isDouble: Bool
  private(set) var definitions: [[String]] = []
  private var known: Set<String> = []
  private var functions: [String: String] = [:]
  private var identifiers: Identifiers

  init(isDouble: Bool, avoiding names: Set<String>) {
    self.isDouble = isDouble
    identifiers = Identifiers(avoiding: names)
  }

  /// `(3, 2)`, `(8,)`.
  static func tuple(_ shape: Shape) -> String {
    shape.rank == 1 ? "(\(shape[0]),)" : "(\(shape.dims.map(String.init).joined(separator: ", ")))"
  }

  static func literal(_ number: Double) -> String {
    if number.isNaN { return "np.nan" }
    if number.isInfinite { return number < 0 ? "-np.inf" : "np.inf" }
    return NumberFormat.exact(number, .float64)
  }

  func formula(_ term: Term, _ name: (Value) -> String) -> Formula {
    switch term {
    case .value(let value):
      let text = name(value)
      return Formula(text, text.hasPrefix("-") ? .sign : .atom)
    case .number(let number):
      return Formula(NumPyHelpers.literal(number), number.sign == .minus ? .sign : .atom)
    case .named(let function, let operands):
      let types = operands.map { (try? $0.type()) ?? TensorType(.scalar, .float32) }
      return .call(self.function(function, types), operands.map { formula($0, name) })
    case .apply(let op, let operands):
      let types = operands.map { (try? $0.type()) ?? TensorType(.scalar, .float32) }
      let result = (try? term.type()) ?? TensorType(.scalar, .float32)
      // Truth values are NumPy's own; as numbers they are counted.
      let countsTruth = types.allSatisfy { $0.dtype == .bool } && result.dtype != .bool
      var formulas = operands.map { formula($0, name) }
      if countsTruth, !(op is Cast) { formulas = formulas.map { .call("real", [$0]) } }
      note(op, types)
      return rounded(op.numpy(formulas, types), result.dtype)
    }
  }

  private func rounded(_ formula: Formula, _ dtype: DType) -> Formula {
    switch dtype {
    case .float16, .bfloat16: break
    case .float32 where isDouble: break
    default: return formula
    }
    define(dtype.rawValue, NumPyHelpers.roundings[dtype.rawValue] ?? [])
    return .call(dtype.rawValue, [formula])
  }

  private func define(_ name: String, _ lines: [String]) {
    if known.insert(name).inserted { definitions.append(lines) }
  }

  private func note(_ op: any Op, _ types: [TensorType]) {
    switch op.loops(types) {
    case .element(let code):
      guard case .define(let body) = code.numpy else { return }
      let operands = body.names("y") ? "x, y" : "x"
      let (parts, result) = ElementCode.lines(of: body)
      define(
        code.name,
        ["def \(code.name)(\(operands)):"] + parts.map { "    \($0.name) = \($0.value)" }
          + ["    return \(result)"])
    case .rows(let code, _):
      define(code.name, ["def \(code.name)(x, axis=-1):"] + code.numpy.map { "    " + $0 })
    case .windows(let code):
      for definition in NumPyWindows.needed(by: code) { define(definition.name, definition.lines) }
    default: break
    }
  }

  /// The name of a function that is made of ops; it is defined when it is first used.
  private func function(_ function: NamedFunction, _ types: [TensorType]) -> String {
    let key = "\(function.name) \(function.options) \(types)"
    if let known = functions[key] { return known }
    let own = Equations()
    let letters = ["x", "y", "z", "u", "v", "w"]
    let operands = types.enumerated().map { index, type in
      own.input(Name(letters[min(index, 5)]), type)
    }
    let parameters = operands.compactMap { $0.value?.name.ascii }.joined(separator: ", ")
    let body = formula(function.definition(operands)) { $0.name.ascii }
    let lines = ["    return \(body.text)"]
    // The same text for other types is the same function.
    if let same = functions["\(function.name) \(lines)"] {
      functions[key] = same
      return same
    }
    let name = identifiers.unique(function.name)
    functions[key] = name
    functions["\(function.name) \(lines)"] = name
    definitions.append(["def \(name)(\(parameters)):"] + lines)
    return name
  }

  private static let roundings: [String: [String]] = [
    "float16": ["def float16(x):", "    return np.float16(x).astype(real)"],
    "float32": ["def float32(x):", "    return np.float32(x).astype(real)"],
    "bfloat16": [
      "def bfloat16(x):",
      "    bits = np.asarray(x, np.float32).view(np.uint32)",
      "    near = (bits + 0x7fff + (bits >> 16 & 1)) & np.uint32(0xffff0000)",
      "    return np.where(np.isnan(x), x, near.view(np.float32)).astype(real)",
    ],
  ]
}
