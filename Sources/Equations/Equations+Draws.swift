import Tensors
import Terms

/// What is drawn at random before a run.
extension Equations {
  /// Numbers or truth values drawn for every sample, or once for all of them.
  ///
  /// In a loop they are drawn for every timestep, in the order of what the loop reads; with `oncePerLoop` all timesteps
  /// of it share them.
  package func draw(
    _ name: Name, _ shape: Shape, _ kind: Draw.Kind, isShared: Bool = false,
    oncePerLoop: Bool = false
  ) -> Term {
    let loops = oncePerLoop ? scanStack.dropLast() : scanStack[...]
    let whole = Shape(loops.map { program.scans[$0].steps } + shape.dims)
    let type: DType = if case .keeping = kind { .bool } else { dtype }
    let value = add(name, TensorType(whole, type), .drawn, isBatched: true, scope: nil)
    program.draws.append(
      Draw(value: value.id, kind: kind, isShared: isShared, seed: trainingSeed ?? 0))
    if let frame = contexts.last?.frame { program.frames[frame].drawn.append(value) }
    return loops.reduce(.value(value)) { rows, scan in
      let isReversed = program.scans[scan].sequences.first?.isReversed ?? false
      return read(Rows(name, of: rows, isReversed: isReversed), in: scan)
    }
  }

  /// Whether what is written stands in a loop over time.
  package var isInLoop: Bool { !scanStack.isEmpty }
}
