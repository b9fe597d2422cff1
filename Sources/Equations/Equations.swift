import Containers
import Tensors

/// The list that a layer writes its equations to; what it writes becomes a `Program`.
///
/// `let z = try eq("z", x • W + b)` adds an equation and gives its value to the next one.
public final class Equations {
  var program = Program()
  private var contexts: [Context] = []
  private var scanStack: [Int] = []
  /// How deep loops may stand in loops.
  public static let deepestNesting = 4

  /// The layer call that is being written.
  private struct Context {
    let frame: Int
    let dtype: DType
    let weights: [String: any WeightSource]
    var used: [String: Term] = [:]
  }

  /// The format that all layers compute in, whatever they say themselves; nil: their own.
  public let precision: DType?

  /// What random numbers are made from when layers do as in training; nil at inference.
  public let trainingSeed: Int?
  /// What is changed while it is written; nil: nothing.
  let revision: Revision?
  /// Whether a rule of the revision is at work: what it writes is not revised again.
  var isRevising = false

  /// How long the program may get.
  private let limit: ProgramLimit

  public init(
    precision: DType? = nil, trainingSeed: Int? = nil, revision: Revision? = nil,
    limit: ProgramLimit = .standard
  ) {
    self.precision = precision
    self.trainingSeed = trainingSeed
    self.revision = revision
    self.limit = limit
  }

  // MARK: Values

  private func add(
    _ name: Name, _ type: TensorType, _ role: Value.Role, isBatched: Bool, storage: Int? = nil,
    scope: Int?
  ) -> Value {
    let value = Value(
      id: program.values.count, name: name, type: type, role: role, isBatched: isBatched,
      scope: scope)
    program.values.append(value)
    program.places.append(
      Place(storage: storage ?? addStorage(type.shape, isBatched: isBatched, scope: scope)))
    return value
  }

  private func addStorage(_ shape: Shape, isBatched: Bool, scope: Int?, lead: Int = 0) -> Int {
    var scans: [Int] = []
    var next = scope
    while let scan = next {
      scans.insert(scan, at: 0)
      next = program.scans[scan].parent
    }
    program.storages.append(
      Storage(count: shape.count, isBatched: isBatched, scans: scans, lead: lead))
    return program.storages.count - 1
  }

  /// An input of the model.
  public func input(_ name: Name, _ type: TensorType) -> Term {
    let value = add(name, type, .input, isBatched: true, scope: nil)
    program.inputs.append(value)
    return .value(value)
  }

  /// Truth values drawn at random for every sample, or once for all: false as often as `rate` says.
  public func draw(_ name: Name, _ shape: Shape, rate: Double, isShared: Bool) -> Term {
    let value = add(name, TensorType(shape, .bool), .drawn, isBatched: true, scope: nil)
    program.draws.append(
      Draw(value: value.id, rate: rate, isShared: isShared, seed: trainingSeed ?? 0))
    if let frame = contexts.last?.frame { program.frames[frame].drawn.append(value) }
    return .value(value)
  }

  private func number(_ number: Double, _ dtype: DType) -> Value {
    let value = add(
      Name(NumberFormat.exact(number, .float64)), TensorType(.scalar, dtype), .number,
      isBatched: false, scope: nil)
    program.numbers[value.id] = number
    return value
  }

  /// Another name for a value inside the current layer: its input is x, whatever made it.
  public func local(_ name: Name, _ term: Term) -> Term {
    guard let source = term.value, source.name != name else { return term }
    let alias = add(
      name, source.type, .result, isBatched: source.isBatched,
      storage: program.places[source.id].storage, scope: source.scope)
    program.places[alias.id] = program.places[source.id]
    program.aliases[alias.id] = program.aliases[source.id] ?? source.id
    return .value(alias)
  }

  /// Whether two terms are the same value, by whatever names.
  public func isSame(_ a: Term, _ b: Term) -> Bool {
    guard let a = a.value, let b = b.value else { return false }
    return (program.aliases[a.id] ?? a.id) == (program.aliases[b.id] ?? b.id)
  }

  /// Zeros of a shape, shared by all samples: the state before the first timestep.
  public func zeros(_ shape: Shape, _ dtype: DType) -> Term { filled(shape, dtype, with: 0) }

  /// The same number in every place of a shape, shared by all samples.
  public func filled(_ shape: Shape, _ dtype: DType, with number: Double) -> Term {
    let name = Name(NumberFormat.exact(number, .float64))
    let value = add(name, TensorType(shape, dtype), .number, isBatched: false, scope: nil)
    program.numbers[value.id] = number
    return .value(value)
  }

  func constant(_ name: Name, _ type: TensorType, _ source: any WeightSource) -> Term {
    let value = add(name, type, .weight, isBatched: false, scope: nil)
    program.weights.append(WeightUse(value: value.id, source: source))
    if let frame = contexts.last?.frame { program.frames[frame].weights.append(value) }
    return .value(value)
  }

  // MARK: Layer calls

  /// Writes the equations of one layer call.
  public func call<R>(
    _ path: String, kind: String, title: String, dtype: DType,
    weights: [String: any WeightSource] = [:], remark: String? = nil, _ body: () throws -> R
  ) throws -> R {
    try Interruption.check()
    if let excess = limit.excess(of: program) { throw tooLong(excess) }
    let frame = Frame(
      id: program.frames.count, parent: contexts.last?.frame, path: path, kind: kind, title: title,
      remark: remark)
    program.frames.append(frame)
    contexts.append(Context(frame: frame.id, dtype: precision ?? dtype, weights: weights))
    defer { contexts.removeLast() }
    return try body()
  }

  /// Names what the current call reads and gives.
  public func note(inputs: [Term]) {
    guard let frame = contexts.last?.frame else { return }
    program.frames[frame].inputs = inputs.compactMap(\.value)
  }

  public func note(outputs: [Term]) {
    guard let frame = contexts.last?.frame else { return }
    program.frames[frame].outputs = outputs.compactMap(\.value)
  }

  /// The layer call that is being written.
  var currentFrame: Frame? { contexts.last.map { program.frames[$0.frame] } }

  /// The path of the current call; that of the model is "".
  public var path: String { contexts.last.map { program.frames[$0.frame].path } ?? "" }

  /// The class of the current call.
  public var kind: String { currentFrame?.kind ?? "" }

  /// The format that the current layer computes in.
  public var dtype: DType { contexts.last?.dtype ?? .float32 }

  /// A weight of the current layer under its name in Keras; throws when the file's has another
  /// shape. It is read in the layer's format unless another is given.
  public func weight(
    _ key: String, as name: Name, _ shape: Shape, in dtype: DType? = nil
  ) throws(Obstacle) -> Term {
    if let known = contexts.last?.used[key] { return known }
    guard let context = contexts.last, let source = context.weights[key] else {
      throw obstacle(
        "the file has no weight \(key) \(shape) for it",
        "Save the model with its weights, or give them with --weights FILE.")
    }
    guard source.shape == shape else {
      throw obstacle(
        "its \(key) in the file is \(source.shape), but the layer needs \(shape)",
        "The weights belong to another architecture or input shape; shapes are never changed.")
    }
    let type = TensorType(shape, dtype ?? context.dtype)
    let value = add(name, type, .weight, isBatched: false, scope: nil)
    program.weights.append(WeightUse(value: value.id, source: source))
    program.frames[context.frame].weights.append(value)
    contexts[contexts.count - 1].used[key] = .value(value)
    return .value(value)
  }

  /// The shape of a weight in the file, for layers whose config leaves it open.
  public func shape(ofWeight key: String) -> Shape? { contexts.last?.weights[key]?.shape }

  /// What stops the program at the current layer.
  public func obstacle(_ reason: String, _ advice: String) -> Obstacle {
    let frame = contexts.last.map { program.frames[$0.frame] }
    return Obstacle(
      path: frame?.path ?? "model", kind: frame?.kind ?? "Model", reason: reason, advice: advice)
  }

  private func tooLong(_ excess: String) -> Obstacle {
    obstacle(excess, "The layers before it can be stepped. Save a part of the model by itself.")
  }

  /// Whether equations are being written inside a loop.
  public var isInsideLoop: Bool { !scanStack.isEmpty }

  // MARK: Equations

  /// Adds the equation `name = term` and gives its value.
  @discardableResult
  public func callAsFunction(
    _ name: Name, _ term: Term, _ note: String = ""
  ) throws(EquationError) -> Term {
    let original = term
    try check(name, term)
    let term = revised(name, term) ?? term
    let type: TensorType
    do {
      type = try term.type()
    } catch {
      throw EquationError(layer: path, name: name, term: term, place: error)
    }
    if let reason = SizeLimit.value.refusal(of: type.shape) {
      throw EquationError(
        layer: path, name: name, term: term, place: TermMisfit(path: [], misfit: Misfit(reason)))
    }
    var emitter = Emitter(self, scan: scanStack.last)
    let result = emitter.equation(name, term, type)
    let equation = Equation(
      id: program.equations.count, frame: contexts.last?.frame ?? 0, result: result, term: term,
      note: note, instructions: emitter.instructions, scan: scanStack.last)
    program.equations.append(equation)
    program.schedule.append(.equation(equation.id))
    if revision != nil, term != original {
      program.changes.append(Program.Change(equation: equation.id, original: original))
    }
    return .value(result)
  }

  /// Refuses what would make the program too long, or an equation too long to be gone through.
  private func check(_ name: Name, _ term: Term) throws(EquationError) {
    let long = limit.excess(of: term)
    guard let reason = long ?? limit.excess(of: program) else { return }
    // What is too long cannot be shown either.
    let shown = long == nil ? term : .named(NamedFunction("…") { _ in 0 }, [])
    throw EquationError(
      layer: path, name: name, term: shown, place: TermMisfit(path: [], misfit: Misfit(reason)))
  }

  /// Turns one equation's term into instructions.
  private struct Emitter {
    let eq: Equations
    let scan: Int?
    var instructions: [Int] = []

    init(_ eq: Equations, scan: Int?) {
      self.eq = eq
      self.scan = scan
    }

    /// When an operand is known: before the loop, at the loop's start for all timesteps, or inside.
    enum Known: Int, Comparable {
      case outside, atEntry, inside
      static func < (a: Known, b: Known) -> Bool { a.rawValue < b.rawValue }
    }

    /// What an operand became: its value, when it is known, and what its term says of itself.
    private struct Emitted {
      let value: Value
      let known: Known
      let type: TensorType
      let typed, shown: Formula
    }

    mutating func equation(_ name: Name, _ term: Term, _ type: TensorType) -> Value {
      switch term {
      case .value(let source):
        // A copy, so that an edit of the one leaves the other as it is.
        return write(Cast(source.dtype), [source], term, name, source.type, .inside)
      case .named(let function, let operands):
        return equation(name, function.definition(operands), type)
      case .number, .apply:
        return emit(term, beside: type.dtype, as: name).value
      }
    }

    private mutating func emit(
      _ term: Term, beside dtype: DType, as name: Name? = nil
    ) -> Emitted {
      switch term {
      case .value(let value):
        return emitted(value, known(value), value.type, term)
      case .number(let number):
        let type = TensorType(.scalar, .float32)
        return emitted(eq.number(number, dtype), .outside, type, term)
      case .named(let function, let operands):
        let made = emit(function.definition(operands), beside: dtype, as: name)
        return emitted(made.value, made.known, made.type, term)
      case .apply(let op, let operands):
        return apply(op, operands, term, as: name)
      }
    }

    private func emitted(
      _ value: Value, _ known: Known, _ type: TensorType, _ term: Term
    ) -> Emitted {
      Emitted(
        value: value, known: known, type: type, typed: term.formula(.typed),
        shown: term.formula(Formula.Style()))
    }

    /// Types and texts are made of those of the operands, so that a long sum is gone through once.
    private mutating func apply(
      _ op: any Op, _ operands: [Term], _ term: Term, as name: Name?
    ) -> Emitted {
      if name == nil, let cast = op as? Cast, let number = cast.number(of: operands) {
        let type = TensorType(.scalar, cast.dtype)
        return emitted(eq.number(number, cast.dtype), .outside, type, term)
      }
      // Only a plain number asks what it stands beside.
      let hasNumber = operands.contains { if case .number = $0 { true } else { false } }
      let plain = TensorType(.scalar, .float32)
      let known = operands.map { hasNumber ? (try? $0.type()) ?? plain : plain }
      var made: [Emitted] = []
      for (operand, type) in zip(operands, Term.adapting(operands, known)) {
        made.append(emit(operand, beside: type.dtype))
      }
      let latest = made.map(\.known).max() ?? .outside
      let when = name == nil ? hoistable(op, latest, made) : .inside
      let types = Term.adapting(operands, made.map(\.type))
      let type = (try? op.result(of: types)) ?? plain
      let typed = op.text(made.map(\.typed), .typed)
      let shown = op.text(made.map(\.shown), Formula.Style())
      let ownName = name ?? Name(typed.text, shown.text)
      let value = write(
        op, made.map(\.value), term, ownName, type, when, isNamed: name != nil)
      return Emitted(value: value, known: when, type: type, typed: typed, shown: shown)
    }

    private func known(_ value: Value) -> Known {
      guard let scan, value.scope == scan else { return .outside }
      return eq.program.scans[scan].sequences.contains { $0.inner == value.id } ? .atEntry : .inside
    }

    /// A product of known rows with a fixed matrix is made for all timesteps at once; what needs
    /// no timestep is made once.
    private func hoistable(
      _ op: any Op, _ latest: Known, _ operands: [Emitted]
    ) -> Known {
      switch latest {
      case .outside: return .outside
      case .atEntry:
        let isFixed = operands.allSatisfy { $0.known == .atEntry || !$0.value.isBatched }
        return op is MatMul && isFixed ? .atEntry : .inside
      case .inside: return .inside
      }
    }

    private mutating func write(
      _ op: any Op, _ operands: [Value], _ term: Term, _ name: Name, _ type: TensorType,
      _ known: Known, isNamed: Bool = true
    ) -> Value {
      let isBatched = op.isBatched(operands.contains(where: \.isBatched))
      let scope = known == .outside ? scan.flatMap { eq.program.scans[$0].parent } : scan
      let result = eq.add(
        name, type, isNamed ? .result : .intermediate, isBatched: isBatched, scope: scope)
      let isHoisted = scan != nil && known != .inside
      let index = eq.program.instructions.count
      eq.program.instructions.append(
        Instruction(
          op: op, operands: operands.map(\.id), result: result.id, term: term,
          isHoisted: isHoisted))
      instructions.append(index)
      if let scan, isHoisted {
        if known == .atEntry {
          eq.program.scans[scan].hoisted.append(index)
        } else {
          eq.program.scans[scan].prelude.append(index)
        }
      }
      return result
    }
  }

  // MARK: Loops

  /// A state of a loop: its name, and its value before the first timestep.
  public struct State {
    public let name: Name
    public let initial: Term
    /// Whether the next input of a stateful loop goes on from it.
    public let outlives: Bool

    public init(_ name: Name, from initial: Term, outlives: Bool = true) {
      self.name = name
      self.initial = initial
      self.outlives = outlives
    }
  }

  /// An array whose rows a loop reads, one a timestep.
  public struct Rows {
    public let name: Name
    public let source: Term
    public let isReversed: Bool

    public init(_ name: Name, of source: Term, isReversed: Bool = false) {
      self.name = name
      self.source = source
      self.isReversed = isReversed
    }
  }

  /// What a timestep leaves: the states after it, and what is collected over time.
  public struct Step {
    public let states: [Term]
    public let collected: [Term]

    public init(states: [Term] = [], collected: [Term] = []) {
      self.states = states
      self.collected = collected
    }
  }

  /// Writes a loop over the first axis of the rows.
  ///
  /// `mask`, a vector of truth values over time, is read as one more sequence; the body gets it
  /// last. `isStateful`: a later run goes on from these states; `prefersCarried`: even where others
  /// are given. Gives the states after the last timestep and the collected values over time.
  public func scan(
    _ rows: [Rows], mask: Term? = nil, maskIsReversed: Bool = false, carrying states: [State] = [],
    isStateful: Bool = false, prefersCarried: Bool = false,
    _ body: (_ rows: [Term], _ mask: Term?, _ states: [Term]) throws -> Step
  ) throws -> (finals: [Term], collected: [Term]) {
    guard let steps = rows.first?.source.shape.dims.first, steps > 0 else {
      throw obstacle("it has no timestep to read", "Feed an input with at least one timestep.")
    }
    for term in rows.map(\.source) + [mask].compactMap({ $0 }) where term.shape.dims.first != steps
    {
      throw obstacle(
        "it reads \(steps) timesteps, and beside them an array \(term.shape)",
        "The lengths along time must be equal.")
    }
    guard scanStack.count < Equations.deepestNesting else {
      throw obstacle("loops stand more than \(Equations.deepestNesting) deep in each other", "")
    }
    if isStateful { try checkStateful() }
    let id = program.scans.count
    program.scans.append(
      Scan(
        id: id, frame: contexts.last?.frame ?? 0, parent: scanStack.last, steps: steps,
        isStateful: isStateful, prefersCarried: prefersCarried))
    let start = program.schedule.count
    program.schedule.append(.enter(id))
    let inner = rows.map { read($0, in: id) }
    let innerMask = mask.map { read(Rows("m", of: $0, isReversed: maskIsReversed), in: id) }
    program.scans[id].mask = innerMask?.value?.id
    let firstInside = program.values.count
    let previous = states.map { state(before: $0, in: id) }
    scanStack.append(id)
    defer { scanStack.removeLast() }
    let step = try body(inner, innerMask, previous)
    let finals = try zip(zip(states, previous), step.states).map { pair, next in
      try close(pair.0, pair.1, next, in: id, from: firstInside)
    }
    let collected = step.collected.map { collect($0, in: id) }
    program.schedule.append(.leave(id))
    program.scans[id].bounds = start..<program.schedule.count - 1
    return (finals, collected)
  }

  /// A stateful layer's states go on from call to call, also inside one call of the model: there,
  /// a second call of the layer would begin where the first ended.
  private func checkStateful() throws(Obstacle) {
    let advice = "Build the model with stateful=False, or call the layer once."
    guard scanStack.isEmpty else {
      throw obstacle(
        "it is stateful and stands in a loop over time: its states would go on from timestep to "
          + "timestep, which is not supported", advice)
    }
    let own = Equations.uncounted(path)
    let isCalledBefore = program.scans.contains { scan in
      let path = program.frames[scan.frame].path
      return scan.isStateful && path != self.path && Equations.uncounted(path) == own
    }
    guard !isCalledBefore else {
      throw obstacle(
        "it is stateful and called more than once: each call would go on from the states of the "
          + "one before, which is not supported", advice)
    }
  }

  /// A path without the numbers of calls: `encoder/lstm` of `encoder#2/lstm`.
  private static func uncounted(_ path: String) -> String {
    path.split(separator: "/").map { $0.prefix { $0 != "#" } }.joined(separator: "/")
  }

  private func read(_ rows: Rows, in scan: Int) -> Term {
    guard let outer = rows.source.value else { return rows.source }
    let inner = add(
      rows.name, TensorType(outer.shape.removing(0), outer.dtype), .sequence,
      isBatched: outer.isBatched, scope: scan)
    program.scans[scan].sequences.append(
      Scan.Sequence(outer: outer.id, inner: inner.id, isReversed: rows.isReversed))
    return .value(inner)
  }

  private func state(before state: State, in scan: Int) -> Term {
    let type = (try? state.initial.type()) ?? TensorType(.scalar, .float32)
    let storage = addStorage(type.shape, isBatched: true, scope: scan, lead: 1)
    let value = add(
      state.name.previous, type, .state, isBatched: true, storage: storage, scope: scan)
    program.places[value.id].shift = -1
    return .value(value)
  }

  /// Joins a state's value after a timestep with the one before the next: they are one storage.
  private func close(
    _ state: State, _ previous: Term, _ next: Term, in scan: Int, from firstInside: Int
  ) throws(Obstacle) -> Term {
    guard let previous = previous.value, let initial = state.initial.value else { return next }
    guard next.shape == previous.shape else {
      throw obstacle(
        "its state \(state.name.unicode) starts as \(previous.shape) and becomes \(next.shape)",
        "A state keeps its shape.")
    }
    var written = next.value ?? previous
    let storage = program.places[previous.id].storage
    let own = program.places[written.id].storage
    let isOwn =
      written.scope == scan && written.isBatched && program.storages[own].lead == 0
      && !program.scans[scan].sequences.contains { program.places[$0.inner].storage == own }
      && !program.scans[scan].hoisted.contains { program.instructions[$0].result == written.id }
    if isOwn {
      for id in firstInside..<program.places.count where program.places[id].storage == own {
        program.places[id].storage = storage
      }
    } else {
      written = copy(written, as: state.name, into: storage, in: scan)
    }
    let final = add(
      state.name, written.type, .result, isBatched: true, storage: storage,
      scope: program.scans[scan].parent)
    program.places[final.id].slot = program.scans[scan].steps
    program.scans[scan].carries.append(
      Scan.Carry(
        initial: initial.id, previous: previous.id, next: written.id, final: final.id,
        outlives: state.outlives))
    return .value(final)
  }

  /// An equation that only hands a value on, for a state that is not an equation's own result.
  private func copy(_ value: Value, as name: Name, into storage: Int, in scan: Int) -> Value {
    let term = Term.apply(Cast(value.dtype), [.value(value)])
    let result = add(
      name, value.type, .result, isBatched: true, storage: storage, scope: scan)
    program.instructions.append(
      Instruction(
        op: Cast(value.dtype), operands: [value.id], result: result.id, term: term,
        isHoisted: false))
    let equation = Equation(
      id: program.equations.count, frame: contexts.last?.frame ?? 0, result: result,
      term: .value(value), note: "", instructions: [program.instructions.count - 1], scan: scan)
    program.equations.append(equation)
    program.schedule.append(.equation(equation.id))
    return result
  }

  private func collect(_ term: Term, in scan: Int) -> Term {
    guard let inner = term.value else { return term }
    let outer = add(
      inner.name, TensorType(inner.shape.inserting(program.scans[scan].steps, at: 0), inner.dtype),
      .result, isBatched: true, scope: program.scans[scan].parent)
    program.scans[scan].stacks.append(Scan.Stack(inner: inner.id, outer: outer.id))
    return .value(outer)
  }

  // MARK: The end

  /// Writes what the body writes, or nothing when it throws.
  public func whole<R>(_ body: () throws -> R) throws -> R {
    let extent = program.extent
    do {
      return try body()
    } catch {
      program.shrink(to: extent)
      throw error
    }
  }

  /// The program as written; `obstacle` says why it ends early.
  public func finish(outputs: [Term], obstacle: Obstacle? = nil) -> Program {
    program.outputs = outputs.compactMap(\.value)
    program.obstacle = obstacle
    program.scalar = program.needsDouble ? .double : .single
    program.countTicks()
    return program
  }
}
