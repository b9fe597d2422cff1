import Containers
import Equations
import Tensors
import Terms

extension Machine {
  /// Where a number comes from, whether or not it is written yet.
  package func explanation(of entry: Entry, sample: Int = 0) throws -> Explanation {
    try Explainer(machine: self, sample: sample).explanation(entry)
  }
}

/// Takes numbers apart: asks the ops behind a value which elements an element comes from.
struct Explainer {
  let machine: Machine
  let sample: Int
  /// What is taken apart inside an equation; nil: all. Anything else is the number that it is.
  var followed: Set<Int>?

  private var program: Program { machine.program }

  /// More elements than this are not put together: nobody reads them.
  static let longestRow = 1_000_000

  struct TooLong: Reported {
    let count: Int
    var exitCode: Int32 { ExitStatus.badUsage }

    var message: String {
      "it is made of \(count) numbers, and no more than \(Explainer.longestRow) can be explained"
    }
  }

  func explanation(_ entry: Entry) throws -> Explanation {
    let number = try machine.number(entry, sample: sample)
    return Explanation(entry: entry, number: number, origin: try origin(entry, number))
  }

  // MARK: Where values come from

  private func origin(_ entry: Entry, _ number: Double) throws -> Explanation.Origin {
    let original = machine.writers.original(entry.value)
    if original != entry.value {
      return .alias(of: self.entry(original, entry.element, entry.steps))
    }
    switch machine.writers[entry.value] {
    case .given:
      return .given
    case .equation(let id), .part(let id, _):
      guard let instruction = instruction(writing: entry.value, in: id) else { return .given }
      let derived = try derived(instruction, entry.element, entry.steps)
      // A copy that is none any more: a person set it.
      let isCopy = derived.entry == nil || derived.number.bitPattern == number.bitPattern
      return isCopy ? .equation(id, derived) : .given
    case .state(let scan, let next):
      return try state(entry, number, program.scans[scan], program.values[next])
    case .enter(let id):
      return row(entry, program.scans[id])
    case .leave(let id):
      return left(entry, program.scans[id])
    }
  }

  private func entry(_ value: Value, _ element: Int, _ steps: some Collection<Int>) -> Entry {
    Entry(value: value, element: element, steps: program.filled(steps, for: value.scope))
  }

  private func state(
    _ entry: Entry, _ number: Double, _ scan: Scan, _ next: Value
  ) throws -> Explanation.Origin {
    guard let step = entry.steps.last else { return .given }
    if let before = scan.before(step) {
      return .carried(from: self.entry(next, entry.element, entry.steps.dropLast() + [before]))
    }
    guard let carry = scan.carries.first(where: { $0.previous == entry.value.id }) else {
      return .given
    }
    let initial = self.entry(program.values[carry.initial], entry.element, entry.steps.dropLast())
    // An earlier run, or a person, may have put another number there.
    let isInitial = try machine.number(initial, sample: sample).bitPattern == number.bitPattern
    return isInitial ? .initial(from: initial) : .given
  }

  private func row(_ entry: Entry, _ scan: Scan) -> Explanation.Origin {
    guard let sequence = scan.sequences.first(where: { $0.inner == entry.value.id }),
      let step = entry.steps.last
    else { return .given }
    let place = sequence.isReversed ? scan.steps - 1 - step : step
    let outer = program.values[sequence.outer]
    let element = place * entry.value.shape.count + entry.element
    return .row(of: self.entry(outer, element, entry.steps.dropLast()))
  }

  private func left(_ entry: Entry, _ scan: Scan) -> Explanation.Origin {
    guard let inside = machine.writers.inside(entry.value) else { return .given }
    let size = max(inside.shape.count, 1)
    let stack = scan.stacks.first { $0.outer == entry.value.id }
    let place = entry.element / size
    let step = stack.map { $0.isReversed ? scan.steps - 1 - place : place } ?? scan.last
    return .left(from: self.entry(inside, entry.element % size, entry.steps + [step]))
  }

  // MARK: What instructions do

  private func instruction(writing value: Value, in equation: Int) -> Instruction? {
    program.equations[equation].instructions.lazy.map { program.instructions[$0] }
      .first { $0.result == value.id }
  }

  /// A value inside an equation: what is behind it where it has no name of its own.
  private func derived(
    _ id: Int, _ element: Int, _ steps: [Int]
  ) throws -> Derived {
    let value = program.values[id]
    let entry = entry(value, element, steps)
    let isWhole = value.role == .intermediate && followed?.contains(id) == false
    if value.role == .intermediate, !isWhole, case .part(let equation, _) = machine.writers[value],
      let instruction = instruction(writing: value, in: equation)
    {
      return try derived(instruction, element, steps)
    }
    let number = try machine.number(entry, sample: sample)
    return Derived(
      number: number, exact: number, dtype: value.dtype,
      form: isWhole || value.role == .number && value.shape.rank == 0 ? .constant : .entry(entry))
  }

  private func derived(
    _ instruction: Instruction, _ element: Int, _ steps: [Int]
  ) throws -> Derived {
    let operands = instruction.operands.map { program.values[$0] }
    let result = program.values[instruction.result]
    func part(_ source: Derivation.Source) throws -> Derived {
      let own = Explainer(machine: machine, sample: source.sample ?? sample, followed: followed)
      var found = try own.derived(operands[source.operand].id, source.element, steps)
      found.sample = source.sample
      return found
    }
    func parts(_ sources: [Derivation.Source]) throws -> [Derived] {
      guard sources.count <= Explainer.longestRow else { throw TooLong(count: sources.count) }
      return try sources.map(part)
    }
    let elements = Elements(operands.map(\.type), result.type, samples: machine.samples) { source in
      let entry = entry(operands[source.operand], source.element, steps)
      return try machine.number(entry, sample: source.sample ?? sample)
    }
    let own = try machine.number(entry(result, element, steps), sample: sample)
    func made(_ form: Derived.Form, _ exact: Double) -> Derived {
      Derived(number: own, exact: exact, dtype: result.dtype, form: form)
    }
    switch try instruction.op.derivation(of: element, from: elements) {
    case .copy(let source):
      return try part(source)
    case .sum(let products):
      let sum = Derived.Sum(try products.map { ($0, try parts($0.factors)) })
      return made(.sum(sum), sum.exact)
    case .series(let products, let divisor):
      guard products.count <= Explainer.longestRow else { throw TooLong(count: products.count) }
      let sum = Derived.Sum(
        try products.map { ($0, try parts($0.factors)) }, divisor, group: instruction.result)
      return made(.sum(sum), sum.exact)
    case .function(let sources):
      let operands = try parts(sources)
      return made(
        .function(instruction.op, operands), instruction.op.exact(operands.map(\.exact)) ?? own)
    case .choice(let sources, let decisive):
      guard let choice = (instruction.op as? any ChoosingOp)?.choice else {
        return made(.constant, own)
      }
      let row = try parts(sources)
      return made(
        .choice(choice, row, decisive: decisive),
        choice.isElement ? decisive.map { row[$0].exact } ?? own : own)
    case .either(let condition, let yes, let no):
      let (condition, yes, no) = (try part(condition), try part(yes), try part(no))
      return made(
        .either(Select(), condition: condition, yes: yes, no: no),
        condition.number != 0 ? yes.exact : no.exact)
    case .lookup(let entry, let index):
      let found = try entry.map(part)
      return made(.lookup(index: try part(index), entry: found), found?.exact ?? .nan)
    case .row(let sources, let place):
      let row = try parts(sources)
      guard let op = instruction.op as? any RowOp else { return made(.constant, own) }
      let numbers = row.map(\.exact)
      let kind = type(of: op)
      return made(
        .row(op, row, own: place, kind.working(numbers)), kind.results(numbers)[place])
    }
  }
}

extension Derived.Sum {
  /// Terms put together; a sum inside a sum is opened, a product inside a product too.
  fileprivate init(
    _ products: [(product: Derivation.Product, factors: [Derived])], _ divisor: Double = 1,
    group: Int? = nil
  ) {
    var terms: [Derived.Addend] = []
    for (product, factors) in products {
      if factors.count == 1, divisor == 1, case .sum(let inner)? = factors.first?.form,
        inner.divisor == 1
      {
        terms += inner.terms.map { term in
          Derived.Addend(
            term.factors, isNegative: term.isNegative != product.isNegative, group: term.group,
            sample: product.sample ?? term.sample, divisor: 1)
        }
      } else {
        var isNegative = product.isNegative
        let opened = factors.flatMap { factor -> [Derived] in
          guard factors.count > 1, case .sum(let inner) = factor.form, inner.divisor == 1,
            inner.terms.count == 1, let only = inner.terms.first
          else { return [factor] }
          if only.isNegative { isNegative.toggle() }
          return only.factors
        }
        terms.append(
          Derived.Addend(
            opened, isNegative: isNegative, group: group, sample: product.sample, divisor: divisor))
      }
    }
    self.terms = terms
    self.divisor = divisor
  }

  fileprivate var exact: Double { terms.reduce(0) { $0 + $1.exact } }
}

extension Derived.Addend {
  fileprivate init(
    _ factors: [Derived], isNegative: Bool, group: Int?, sample: Int?, divisor: Double
  ) {
    self.factors = factors
    self.isNegative = isNegative
    (self.group, self.sample) = (group, sample)
    let sign = isNegative ? -1.0 : 1.0
    number = factors.reduce(sign) { $0 * $1.number } / divisor
    exact = factors.reduce(sign) { $0 * $1.exact } / divisor
  }
}

extension Derivation.Product {
  /// Of which sample it is, in a sum over several.
  fileprivate var sample: Int? { factors.lazy.compactMap(\.sample).first }
}
