import Containers
import Debugging
import Equations
import Tensors
import Terms

/// What a page knows of a run, as the JSON that its scripts read.
struct PageData {
  let page: TracePage
  let values: PageValues
  private let twins: PageTwins
  private var explained = 0
  private var numbers = 0
  /// How many executed equations cannot be stepped through.
  private var left = 0
  private var allowance: PageAllowance

  init(_ page: TracePage) {
    self.page = page
    values = PageValues(page.program)
    twins = PageTwins(page.program)
    allowance = PageAllowance(page.budget.limits, equations: page.program.equations.count)
  }

  var program: Program { page.program }
  private var limits: PageBudget.Limits { page.budget.limits }

  /// What was left out on the way.
  var notes: [String] {
    var notes: [String] = []
    if explained < numbers {
      notes.append(
        "\(explained) of the \(numbers) numbers on this page are explained here; "
          + "explain in the debugger takes any.")
    }
    if left > 0 {
      let count = min(program.tickCount, page.machine.position.tick)
      notes.append("\(count - left) of \(count) equations can be stepped through.")
    }
    if let obstacle = program.obstacle {
      notes.append("The page ends before \(page.wording.label(obstacle.description))")
    }
    return notes
  }

  mutating func json() throws -> JSON {
    let written = Set(program.equations.map(\.frame))
    let used = program.frames.filter { written.contains($0.id) }
    let layers = Dictionary(
      used.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let equations = try program.equations.map { try json($0, layer: layers[$0.frame] ?? 0) }
    let cut = PageCut(values.given, most: limits.weights)
    let given = try values.given.map { try json(given: $0, used, cut) }
    let ticks = ticks()
    left = min(program.tickCount, page.machine.position.tick) - ticks.count
    return .object(
      JSONObject([
        ("layers", .array(used.map { json($0, layers) })), ("equations", .array(equations)),
        ("given", .array(given)), ("ticks", .array(ticks)), ("tickCount", .int(program.tickCount)),
        ("graph", page.graph?.json(page.wording.label, layers: used.map(\.path)) ?? .null),
      ]))
  }

  private func json(_ frame: Frame, _ layers: [Int: Int]) -> JSON {
    let inputs = frame.inputs.map { "\($0.name.unicode) \($0.shape)" }.joined(separator: ", ")
    let outputs = frame.outputs.map { "\($0.shape)" }.joined(separator: ", ")
    let shapes = inputs + outputs == "" ? "" : "\(inputs) → \(outputs)"
    let own = program.equations.filter { $0.frame == frame.id }
    let masks = own.compactMap(\.scan).compactMap { program.scans[$0].mask }
    let mask = masks.first.flatMap { values[program.values[$0]] }
    return .object(
      JSONObject([
        ("path", .string(page.wording.label(frame.path))),
        ("title", .string(page.wording.label(frame.title))),
        ("shapes", .string(page.wording.label(shapes))),
        ("equations", .array(own.map { .int($0.id) })),
        ("given", .array(values.of(frame).map(JSON.int))),
        ("heads", .bool(frame.kind.hasSuffix("Attention"))),
        ("mask", mask.map(JSON.int) ?? .null),
        ("phase", .string(program.phase(of: frame).rawValue)),
        ("call", .int(layers[frame.forward ?? frame.id] ?? layers[frame.id] ?? 0)),
        ("reads", .array(values.read(by: frame).map(JSON.int))),
      ]))
  }

  /// How many executions are looked at; behind them no layer is found any more.
  private static let mostLookedAt = 1_000_000

  /// The executions in order: which equation, in which pass of the loops around it, and its tick where
  /// passes before it are not on the page.
  private func ticks() -> [JSON] {
    var result: [JSON] = []
    for tick in 1...max(min(program.tickCount, PageData.mostLookedAt), 1) {
      guard result.count < limits.ticks, tick <= page.machine.position.tick,
        let moment = program.moment(tick)
      else { break }
      let row = row(moment.steps, program.equations[moment.equation].scan)
      guard row < page.budget.rows else { continue }
      let isInOrder = tick == result.count + 1
      result.append(.array([moment.equation, row].map(JSON.int) + (isInOrder ? [] : [.int(tick)])))
    }
    return result
  }

  /// Which pass the timesteps of the loops around a value are.
  private func row(_ steps: [Int], _ scan: Int?) -> Int {
    zip(steps, program.lengths(around: scan)).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// Where an entry stands on the page: value, pass, element.
  func place(_ entry: Entry) -> [Int]? {
    values[entry.value].map { [$0, row(entry.steps, entry.value.scope), entry.element] }
  }

  /// The place of what a value is the gradient of, or stands for in the next step; null of any other.
  func origin(of value: Value) -> JSON {
    twins[value].flatMap { values[$0] }.map(JSON.int) ?? .null
  }

  // MARK: An equation

  private mutating func json(_ equation: Equation, layer: Int) throws -> JSON {
    let value = equation.result
    allowance.beginEquation()
    var why: [JSON] = []
    let rows = try rows(of: value) { row, steps in
      numbers += row.count
      why.append(.array(try explanations(of: value, at: steps)))
    }
    let parts = twins.stretches(of: equation, program).map { part in
      JSON.array([.int(part.start), .int(part.count), .int(part.reader)])
    }
    let meaning = PageMeaning(equation, program)
    let tokens = try page.wording.tokens(equation).map { tokens in
      JSON.array(
        [tokens.queries, tokens.keys].map { .array($0.map { .string(page.wording.label($0)) }) })
    }
    return .object(
      JSONObject(
        [
          ("layer", .int(layer)), ("name", .string(page.wording.label(value.name.unicode))),
          ("text", .string(page.wording.label(page.wording.equation(equation)))),
          ("note", .string(page.wording.label(program.note(of: equation)))),
          ("meaning", .string(meaning.rawValue)), ("parts", .array(parts)),
          ("tokens", tokens ?? .null), ("of", origin(of: value)),
        ] + facts(of: value, rows, scale: PageScale(equation.term)) + [("why", .array(why))]))
  }

  // MARK: Explanations

  private mutating func explanations(of value: Value, at steps: [Int]) throws -> [JSON] {
    var result: [JSON] = []
    for element in 0..<min(value.shape.count, page.budget.elements, page.budget.explained) {
      guard allowance.isLeft else { break }
      let entry = Entry(value: value, element: element, steps: steps)
      let json = try page.wording.explanation(entry).json(page.wording.label, place: place)
      allowance.take(bytes: json.text.utf8.count, terms: try size(of: entry))
      explained += 1
      result.append(json)
    }
    return result
  }

  /// How many numbers an explanation is made of.
  private func size(of entry: Entry) throws -> Int {
    let explanation = try page.machine.explanation(of: entry, sample: page.sample)
    guard case .equation(_, let derived) = explanation.origin else { return 1 }
    return max(derived.leaves.count, 1)
  }
}
