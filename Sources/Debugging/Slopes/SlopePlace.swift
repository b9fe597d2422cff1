import Equations
import Tensors
import Terms

/// A value of the walk as the way back meets it: one that an equation or a file gave, and what is meant of it.
///
/// `h₋₁` of timestep 3 is `h` of timestep 2, and what a loop reads in a timestep is a row of an array outside: a number
/// has one gradient, whatever it is called.
struct SlopePlace {
  let value: Value
  /// Timesteps of the loops around it, outermost first; where there are fewer, the others' stand along leading axes.
  let steps: [Int]
  /// What is taken of the array that this leaves.
  let part: [Slice.Index]

  /// What is meant, of the value over all timesteps of its loops.
  private var indices: [Slice.Index] { steps.map { .at($0) } + part }

  /// The term that stands for it behind all loops.
  func term(in eq: Equations) -> Term {
    let whole = eq.behindLoops(value)
    return indices.isEmpty ? whole : whole(Slice(indices))
  }

  /// What is meant of an array with all its timesteps.
  func taken(of whole: Tensor) throws -> Tensor {
    guard !indices.isEmpty else { return whole }
    let value = Value(
      id: 0, name: "v", type: TensorType(whole.shape, whole.dtype), role: .input, isBatched: false,
      scope: nil)
    let term = Term.apply(Slice(indices), [.value(value)])
    return try term.evaluate(limit: whole.count) { _ in Computed(whole) }.tensor
  }
}

extension Machine {
  /// Whether a word names a place that gradients can be of or by.
  func isSlopeWord(_ word: String, in frame: StackFrame?) -> Bool {
    isName(word, in: frame) || isOnlyInput(word)
  }

  /// `x` is the model's one input where no layer is stood in whose own input it would be.
  private func isOnlyInput(_ word: String) -> Bool { word == "x" && program.inputs.count == 1 }

  /// The place that a word names, be it computed yet or not.
  func slopePlace(_ word: String, in frame: StackFrame?) throws -> SlopePlace {
    if isOnlyInput(word), !isName(word, in: frame), let input = program.inputs.first {
      return SlopePlace(value: input, steps: [], part: [])
    }
    let meaning = try meaning(of: word, in: frame)
    // Of several of one name the latest is meant that is there, or else the last of all.
    let there = meaning.values.first { value in
      isComputed(value, at: program.filled(meaning.steps, for: value.scope))
    }
    guard let value = there ?? meaning.values.first else { throw SlopeError.isForeign(word) }
    let place = try settle(value, meaning.steps, [], word)
    if isGradient(place.value) { throw SlopeError.isGradient(word) }
    return place
  }

  private func settle(
    _ value: Value, _ steps: [Int], _ part: [Slice.Index], _ word: String
  ) throws -> SlopePlace {
    let value = writers.original(value)
    let depth = program.loops(value.scope).count
    switch writers[value] {
    case .given, .leave, .equation, .part:
      return SlopePlace(value: value, steps: Array(steps.prefix(depth)), part: part)
    case .enter(let id):
      let scan = program.scans[id]
      let row = scan.sequences.first { writers.original(program.values[$0.inner]) == value }
      guard let row else { throw SlopeError.isForeign(word) }
      let outer = program.values[row.outer]
      if steps.count >= depth, let step = steps.last {
        let place = row.isReversed ? scan.steps - 1 - step : step
        return try settle(outer, steps.dropLast(), [.at(place)] + part, word)
      }
      let open = [Slice.Index](repeating: .all, count: depth - 1 - steps.count)
      let time = row.isReversed ? Slice.Index.range(nil, nil, step: -1) : .all
      return try settle(outer, steps, open + [time] + part, word)
    case .state(let id, let next):
      guard steps.count >= depth, let step = steps.last else { throw SlopeError.isOpen(word) }
      let scan = program.scans[id]
      if let before = scan.before(step) {
        return try settle(program.values[next], steps.dropLast() + [before], part, word)
      }
      let carry = scan.carries.first { $0.previous == value.id }
      guard let carry else { throw SlopeError.isForeign(word) }
      return try settle(program.values[carry.initial], steps.dropLast(), part, word)
    }
  }

  /// Whether a value is written on the way back.
  private func isGradient(_ value: Value) -> Bool {
    switch writers[value] {
    case .equation(let id), .part(let id, _):
      program.frames[program.equations[id].frame].forward != nil
    case .leave(let id), .enter(let id), .state(let id, _): program.scans[id].isBackward
    case .given: false
    }
  }

  /// Where a gradient is asked for: of several uses of a weight the first, which has that of all.
  func firstUse(of value: Value) -> Value {
    let uses = program.weights
    guard let own = uses.first(where: { $0.value == value.id })?.source.identity,
      let first = uses.first(where: { $0.source.identity == own })
    else { return value }
    return program.values[first.value]
  }
}
