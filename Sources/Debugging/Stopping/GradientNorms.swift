import Equations
import Tensors
import Terms

/// The norms of gradients on their way back, along layers and along timesteps.
///
/// Along layers a gradient is measured by the one with which the way back enters the layers: the first behind the loss
/// that it is computed from. Along timesteps, what a timestep hands back of a state is measured by what the last
/// timestep did that handed anything back.
struct GradientNorms {
  /// The equations that are measured.
  var equations: Set<Int> { Set(along.keys).union(carried.keys) }

  /// Of what each equation's result is computed, on the way back: the equations that write it.
  private var sources: [Int: Set<Int>] = [:]
  /// Where that begins.
  private var roots: [Int: Set<Int>] = [:]
  /// Equations outside of loops that are measured, with their roots.
  private var along: [Int: Set<Int>] = [:]
  /// Equations that write what a timestep hands back, with their loops.
  private var carried: [Int: Int] = [:]
  private let program: Program
  private let writers: Writers

  init(_ program: Program, _ writers: Writers) {
    (self.program, self.writers) = (program, writers)
    for equation in program.equations where isGradient(equation) {
      let own = Set(equation.term.values.flatMap { behind($0) })
      sources[equation.id] = own
      roots[equation.id] =
        own.isEmpty
        ? [equation.id]
        : own.reduce(into: []) { all, source in
          all.formUnion(roots[source] ?? [])
        }
      if equation.scan == nil, !own.isEmpty { along[equation.id] = roots[equation.id] }
    }
    for scan in program.scans where scan.isBackward {
      for carry in scan.carries {
        let written = writers.original(program.values[carry.next])
        if case .equation(let id) = writers[written] { carried[id] = scan.id }
      }
    }
  }

  /// Whether an equation writes a gradient that every sample has one of, behind the loss.
  private func isGradient(_ equation: Equation) -> Bool {
    let frame = program.frames[equation.frame]
    return frame.forward != nil && frame.kind != "Loss" && equation.result.isBatched
      && equation.result.dtype.isFloat
  }

  /// The equations behind a value that are gradients.
  private func behind(_ value: Value) -> [Int] {
    let value = writers.original(value)
    switch writers[value] {
    case .equation(let id): return isGradient(program.equations[id]) ? [id] : []
    case .leave: return writers.inside(value).map { behind($0) } ?? []
    case .enter(let id):
      let row = program.scans[id].sequences.first { $0.inner == value.id }
      return row.map { behind(program.values[$0.outer]) } ?? []
    case .state(let id, _):
      let carry = program.scans[id].carries.first { $0.previous == value.id }
      return carry.map { behind(program.values[$0.initial]) } ?? []
    case .given, .part: return []
    }
  }

  // MARK: Where it happens

  /// The norms, where an equation was executed with which one falls under the limit, or rises above it.
  func change(
    _ what: Catch, _ limit: Double, at visit: StopTicks.Visit, in machine: Machine, _ sample: Int
  ) throws -> Hit.Cause? {
    let loops = program.loops(program.equations[visit.equation].scan)
    let steps = loops.indices.map { visit.steps[$0] }
    func isBeyond(_ now: Double, _ before: Double) -> Bool {
      before > 0 && (what == .vanishing ? now < limit * before : now > limit * before)
    }
    if let scan = carried[visit.equation] {
      return try overTime(visit.equation, scan, steps, machine, sample, isBeyond)
    }
    guard let roots = along[visit.equation] else { return nil }
    let now = try norm(visit.equation, machine, sample)
    let measured = try roots.map { (equation: $0, norm: try norm($0, machine, sample)) }
    guard let root = measured.max(by: { $0.norm < $1.norm }), isBeyond(now, root.norm) else {
      return nil
    }
    // It happens where it was not so in all that the gradient is computed from.
    let others = try (sources[visit.equation] ?? []).contains { source in
      try !isBeyond(norm(source, machine, sample), root.norm)
    }
    guard others else { return nil }
    return .norm(now, from: root.norm, at: place(root.equation, machine))
  }

  private func overTime(
    _ equation: Int, _ scan: Int, _ steps: [Int], _ machine: Machine, _ sample: Int,
    _ isBeyond: (Double, Double) -> Bool
  ) throws -> Hit.Cause? {
    let scan = program.scans[scan]
    let result = program.equations[equation].result
    func norm(_ step: Int) throws -> Double {
      try machine.read(result, at: steps.dropLast() + [step], sample: sample).norm
    }
    guard let step = steps.last, let before = scan.before(step) else { return nil }
    var first = scan.first
    while first != step, try norm(first) == 0, let next = scan.after(first) { first = next }
    let start = try norm(first)
    guard first != step, isBeyond(try norm(step), start), !isBeyond(try norm(before), start) else {
      return nil
    }
    let moment = program.moment(program.tick(of: equation, at: steps.dropLast() + [first]))
    return .norm(try norm(step), from: start, at: moment.map(program.place) ?? "")
  }

  /// The norm of what an equation wrote; in a loop, of what it wrote in all timesteps.
  private func norm(_ equation: Int, _ machine: Machine, _ sample: Int) throws -> Double {
    let result = program.equations[equation].result
    return try norm(result, [], program.lengths(around: result.scope), machine, sample)
  }

  private func norm(
    _ value: Value, _ steps: [Int], _ lengths: [Int], _ machine: Machine, _ sample: Int
  ) throws -> Double {
    guard steps.count < lengths.count else {
      return try machine.read(value, at: steps, sample: sample).norm
    }
    let norms = try (0..<lengths[steps.count]).map {
      try norm(value, steps + [$0], lengths, machine, sample)
    }
    return norms.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private func place(_ equation: Int, _ machine: Machine) -> String {
    let frame = program.frames[program.equations[equation].frame].path
    return "\(frame).\(program.equations[equation].result.name.ascii)"
  }
}

extension Scan {
  /// The timestep that is passed behind one; nil of the last.
  fileprivate func after(_ step: Int) -> Int? {
    step == last ? nil : isBackward ? step - 1 : step + 1
  }
}

extension Tensor {
  /// The root of the sum of squares.
  fileprivate var norm: Double { elements.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
