import Tensors
import Terms

/// What a loop reads of the outside, hands on from timestep to timestep, and leaves.
extension Equations {
  func read(_ rows: Rows, in scan: Int) -> Term {
    guard let outer = rows.source.value else { return rows.source }
    let inner = add(
      rows.name, TensorType(outer.shape.removing(0), outer.dtype), .sequence,
      isBatched: outer.isBatched, scope: axis(scan))
    program.scans[scan].sequences.append(
      Scan.Sequence(outer: outer.id, inner: inner.id, isReversed: rows.isReversed))
    return .value(inner)
  }

  func state(before state: State, in scan: Int) -> Term {
    let type = (try? state.initial.type()) ?? TensorType(.scalar, .float32)
    let isBackward = program.scans[scan].isBackward
    let storage = addStorage(
      type.shape, isBatched: true, scope: axis(scan), lead: isBackward ? 0 : 1,
      trail: isBackward ? 1 : 0)
    let name = isBackward ? state.name.next : state.name.previous
    let value = add(name, type, .state, isBatched: true, storage: storage, scope: axis(scan))
    program.places[value.id].shift = isBackward ? 1 : -1
    return .value(value)
  }

  /// Joins a state's value after a timestep with the one before the next: they are one storage.
  func close(
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
      written.scope == axis(scan) && written.isBatched && program.storages[own].lead == 0
      && program.storages[own].trail == 0 && written.id >= firstInside
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
      scope: program.scans[axis(scan)].parent)
    program.places[final.id].slot = program.scans[scan].isBackward ? 0 : program.scans[scan].steps
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
      name, value.type, .result, isBatched: true, storage: storage, scope: axis(scan))
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

  func collect(_ term: Term, in scan: Int, isReversed: Bool = false) -> Term {
    guard let inner = term.value else { return term }
    let outer = add(
      inner.name, TensorType(inner.shape.inserting(program.scans[scan].steps, at: 0), inner.dtype),
      .result, isBatched: true, scope: program.scans[axis(scan)].parent)
    program.scans[scan].stacks.append(
      Scan.Stack(inner: inner.id, outer: outer.id, isReversed: isReversed))
    return .value(outer)
  }

  /// The loop along whose timesteps the values of a loop lie.
  func axis(_ scan: Int) -> Int { program.scans[scan].axis ?? scan }
}
