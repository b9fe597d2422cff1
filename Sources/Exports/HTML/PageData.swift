import Containers
import Debugging
import Equations
import Tensors
import Terms

/// What a page knows of a run, as the JSON that its script reads.
struct PageData {
  private let page: TracePage
  private var explained = 0
  private var numbers = 0
  private var allowance: PageAllowance

  init(_ page: TracePage) {
    self.page = page
    allowance = PageAllowance(page.budget.limits, equations: page.program.equations.count)
  }

  private var program: Program { page.program }
  private var limits: PageBudget.Limits { page.budget.limits }

  /// What was left out on the way.
  var notes: [String] {
    var notes: [String] = []
    if explained < numbers {
      notes.append(
        "\(explained) of the \(numbers) numbers on this page are explained here; "
          + "explain in the debugger takes any.")
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
    let places = Dictionary(
      used.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let equations = try program.equations.map { try json($0, layer: places[$0.frame] ?? 0) }
    return .object(
      JSONObject([
        ("layers", .array(used.map(json))), ("equations", .array(equations)),
        ("ticks", .array(ticks)), ("tickCount", .int(program.tickCount)),
      ]))
  }

  private func json(_ frame: Frame) -> JSON {
    let inputs = frame.inputs.map { "\($0.name.unicode) \($0.shape)" }.joined(separator: ", ")
    let outputs = frame.outputs.map { "\($0.shape)" }.joined(separator: ", ")
    let own = program.equations.filter { $0.frame == frame.id }.map { JSON.int($0.id) }
    return .object(
      JSONObject([
        ("path", .string(page.wording.label(frame.path))),
        ("title", .string(page.wording.label(frame.title))),
        ("shapes", .string(page.wording.label("\(inputs) → \(outputs)"))),
        ("equations", .array(own)),
      ]))
  }

  /// The executions in order: which equation, in which pass of the loops around it.
  private var ticks: [JSON] {
    (1...max(program.tickCount, 1)).prefix(limits.ticks).compactMap { tick in
      guard let moment = program.moment(tick), tick <= page.machine.position.tick else {
        return nil
      }
      let lengths = program.lengths(around: program.equations[moment.equation].scan)
      let row = zip(moment.steps, lengths).reduce(0) { $0 * $1.1 + $1.0 }
      return row < page.budget.rows ? .array([.int(moment.equation), .int(row)]) : nil
    }
  }

  // MARK: An equation

  private mutating func json(_ equation: Equation, layer: Int) throws -> JSON {
    let value = equation.result
    allowance.beginEquation()
    let lengths = program.lengths(around: equation.scan)
    var rows: [[Double]] = []
    var why: [JSON] = []
    for steps in Trace.Steps(lengths).prefix(page.budget.rows)
    where page.machine.isComputed(value, at: steps) {
      let tensor = try page.machine.read(value, at: steps, sample: page.sample)
      let row = Array(tensor.elements.prefix(page.budget.elements))
      numbers += row.count
      rows.append(row)
      why.append(.array(try explanations(of: value, at: steps)))
    }
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
    return .object(
      JSONObject([
        ("layer", .int(layer)), ("name", .string(page.wording.label(value.name.unicode))),
        ("text", .string(page.wording.label(page.wording.equation(equation)))),
        ("note", .string(page.wording.label(program.note(of: equation)))),
        ("shape", .string("\(value.shape)")),
        ("count", .int(value.shape.count)), ("dims", .array(value.shape.dims.map(JSON.int))),
        ("loops", .array(lengths.map(JSON.int))), ("range", range(rows, value.dtype)),
        ("rows", .array(exact)), ("shown", .array(shown)), ("why", .array(why)),
      ]))
  }

  private func range(_ rows: [[Double]], _ dtype: DType) -> JSON {
    let scale = ColourScale(rows.joined())
    let ends = [scale.low, scale.high].map { NumberFormat.exact($0, dtype) }
    return .object(
      JSONObject([
        ("low", .double(scale.low)), ("high", .double(scale.high)),
        ("isDiverging", .bool(scale.isDiverging)), ("lowText", .string(ends[0])),
        ("highText", .string(ends[1])),
      ]))
  }

  // MARK: Explanations

  private mutating func explanations(of value: Value, at steps: [Int]) throws -> [JSON] {
    var result: [JSON] = []
    for element in 0..<min(value.shape.count, page.budget.elements, page.budget.explained) {
      guard allowance.isLeft else { break }
      let entry = Entry(value: value, element: element, steps: steps)
      let text = try page.wording.explanation(entry).joined(separator: "\n")
      allowance.take(bytes: text.utf8.count, terms: try size(of: entry))
      explained += 1
      result.append(.string(text))
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

/// What explanations may still take up. Each equation has an equal share of what those before it
/// have left, so that a long one leaves something for the others.
struct PageAllowance {
  private var count, bytes, terms: Int
  private var equations: Int
  private var share = (count: 0, bytes: 0, terms: 0)

  init(_ limits: PageBudget.Limits, equations: Int) {
    (count, bytes, terms) = (limits.explanations, limits.explanationBytes, limits.terms)
    self.equations = max(equations, 1)
  }

  mutating func beginEquation() {
    let parts = max(equations, 1)
    share = (max(count, 0) / parts, max(bytes, 0) / parts, max(terms, 0) / parts)
    equations -= 1
  }

  /// Whether the equation may explain another number.
  var isLeft: Bool { share.count > 0 && share.bytes > 0 && share.terms > 0 }

  mutating func take(bytes: Int, terms: Int) {
    (count, share.count) = (count - 1, share.count - 1)
    (self.bytes, share.bytes) = (self.bytes - bytes, share.bytes - bytes)
    (self.terms, share.terms) = (self.terms - terms, share.terms - terms)
  }
}
