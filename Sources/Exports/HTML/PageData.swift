import Containers
import Debugging
import Equations
import Tensors
import Terms

/// What a page knows of a run, as the JSON that its scripts read.
struct PageData {
  let page: TracePage
  let values: PageValues
  private var explained = 0
  private var numbers = 0
  /// How many executed equations cannot be stepped through.
  private var left = 0
  private var allowance: PageAllowance

  init(_ page: TracePage) {
    self.page = page
    values = PageValues(page.program)
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
    let used = program.frames.filter { frame in
      program.equations.contains { $0.frame == frame.id }
    }
    let layers = Dictionary(
      used.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let equations = try program.equations.map { try json($0, layer: layers[$0.frame] ?? 0) }
    let cut = PageCut(values.given, most: limits.weights)
    let given = try values.given.map { try json(given: $0, used, cut) }
    let ticks = ticks()
    left = min(program.tickCount, page.machine.position.tick) - ticks.count
    return .object(
      JSONObject([
        ("layers", .array(used.map(json))), ("equations", .array(equations)),
        ("given", .array(given)), ("ticks", .array(ticks)), ("tickCount", .int(program.tickCount)),
        ("graph", page.graph?.json(page.wording.label, layers: used.map(\.path)) ?? .null),
      ]))
  }

  private func json(_ frame: Frame) -> JSON {
    let inputs = frame.inputs.map { "\($0.name.unicode) \($0.shape)" }.joined(separator: ", ")
    let outputs = frame.outputs.map { "\($0.shape)" }.joined(separator: ", ")
    let own = program.equations.filter { $0.frame == frame.id }
    let masks = own.compactMap(\.scan).compactMap { program.scans[$0].mask }
    let mask = masks.first.flatMap { values[program.values[$0]] }
    return .object(
      JSONObject([
        ("path", .string(page.wording.label(frame.path))),
        ("title", .string(page.wording.label(frame.title))),
        ("shapes", .string(page.wording.label("\(inputs) → \(outputs)"))),
        ("equations", .array(own.map { .int($0.id) })),
        ("given", .array(values.of(frame).map(JSON.int))),
        ("heads", .bool(frame.kind.hasSuffix("Attention"))),
        ("mask", mask.map(JSON.int) ?? .null),
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
  private func place(_ entry: Entry) -> [Int]? {
    values[entry.value].map { [$0, row(entry.steps, entry.value.scope), entry.element] }
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
    let parts = program.stretches(of: equation).map { part in
      JSON.array([.int(part.start), .int(part.count), .int(part.reader)])
    }
    let meaning = PageMeaning(equation, program)
    return .object(
      JSONObject(
        [
          ("layer", .int(layer)), ("name", .string(page.wording.label(value.name.unicode))),
          ("text", .string(page.wording.label(page.wording.equation(equation)))),
          ("note", .string(page.wording.label(program.note(of: equation)))),
          ("meaning", .string(meaning.rawValue)), ("parts", .array(parts)),
        ] + facts(of: value, rows, scale: PageScale(equation.term)) + [("why", .array(why))]))
  }

  /// The numbers of every pass that is computed, as far as the page has room.
  private func rows(
    of value: Value, _ body: ([Double], [Int]) throws -> Void
  ) throws -> [[Double]] {
    var rows: [[Double]] = []
    for steps in Trace.Steps(program.lengths(around: value.scope)).prefix(page.budget.rows)
    where page.machine.isComputed(value, at: steps) {
      let tensor = try page.machine.read(value, at: steps, sample: page.sample)
      let row = Array(tensor.elements.prefix(page.budget.elements))
      rows.append(row)
      try body(row, steps)
    }
    return rows
  }

  /// A value's shape, its numbers as they are shown and with all digits, and their colours' ends.
  private func facts(
    of value: Value, _ rows: [[Double]], scale: PageScale? = nil
  ) -> [(key: String, value: JSON)] {
    let texts = page.wording.numbers(rows.flatMap { $0 }, value.dtype)
    var shown: [JSON] = []
    var start = 0
    for row in rows {
      shown.append(.string(texts[start..<start + row.count].joined(separator: " ")))
      start += row.count
    }
    let exact = rows.map { row in
      JSON.string(row.map { NumberFormat.exact($0, value.dtype) }.joined(separator: " "))
    }
    return [
      ("shape", .string("\(value.shape)")), ("count", .int(value.shape.count)),
      ("dims", .array(value.shape.dims.map(JSON.int))),
      ("loops", .array(program.lengths(around: value.scope).map(JSON.int))),
      ("range", range(rows, value.dtype, scale)), ("rows", .array(exact)),
      ("shown", .array(shown)),
    ]
  }

  /// The ends of the colours: those of the function, where it has some and no number was set beyond.
  private func range(_ rows: [[Double]], _ dtype: DType, _ function: PageScale?) -> JSON {
    let scale = ColourScale(rows.joined())
    var (low, high, isDiverging) = (scale.low, scale.high, scale.isDiverging)
    var isFixed = false
    if let ends = function?.ends, ends.low <= low, high <= ends.high {
      (low, high, isDiverging, isFixed) = (ends.low, ends.high, ends.low < 0, true)
    }
    let texts = [low, high].map { NumberFormat.exact($0, dtype) }
    return .object(
      JSONObject([
        ("low", .double(low)), ("high", .double(high)), ("isDiverging", .bool(isDiverging)),
        ("isFixed", .bool(isFixed)), ("lowText", .string(texts[0])),
        ("highText", .string(texts[1])),
      ]))
  }

  // MARK: What is given

  /// An input, a state, a weight: what is listed beside the equations that read it.
  private func json(given value: Value, _ frames: [Frame], _ cut: PageCut) throws -> JSON {
    let place = values[value] ?? 0
    let layer = frames.firstIndex { values.of($0).contains(place) } ?? 0
    let name = page.wording.label(value.name.unicode)
    var members: [(key: String, value: JSON)] = [
      ("layer", .int(layer)), ("name", .string(name)), ("text", .string(name)),
      ("note", .string(PageData.note(value.role))),
      ("meaning", .string(value.role == .weight ? "weight" : "given")), ("parts", .array([])),
    ]
    guard value.role != .weight else {
      let columns = cut.columns(of: value.shape)
      let row = cut.part(
        of: value.shape, try page.machine.read(value, sample: page.sample).elements)
      return .object(
        JSONObject(members + [("columns", .int(columns))] + facts(of: value, [row])))
    }
    var sources: [JSON] = []
    let rows = try rows(of: value) { row, steps in
      sources.append(row.isEmpty ? .null : try source(of: value, at: steps))
    }
    members += facts(of: value, rows)
    return .object(JSONObject(members + [("sources", .array(sources))]))
  }

  /// Where the first element of a pass is copied from, the nearest on the page, or in words what it
  /// is. Copies are whole, in one order, so that the others follow.
  private func source(of value: Value, at steps: [Int]) throws -> JSON {
    let entry = Entry(value: value, element: 0, steps: steps)
    var next = try page.machine.explanation(of: entry, sample: page.sample).source
    while let own = next {
      if let place = place(own) { return .array(place.map(JSON.int)) }
      next = try page.machine.explanation(of: own, sample: page.sample).source
    }
    let words = try page.wording.explanation(entry).copies.last ?? ""
    return .string(page.wording.label(words))
  }

  private static func note(_ role: Value.Role) -> String {
    switch role {
    case .weight: "weight"
    case .state: "state before"
    case .drawn: "drawn at random"
    case .number: "constant"
    default: "input"
    }
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
