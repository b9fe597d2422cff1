import Equations
import Models
import Tensors
import Terms
import Training

/// Steps of a scaled loss that change nothing, for a slope has overflowed.
extension Machine {
  /// The equation that says whether all slopes are finite; nil where the loss is not scaled.
  private var decision: Equation? {
    program.equations.last { equation in
      equation.result.name == LossScaling.finite
        && program.frames[equation.frame].path == Model.updatePath
    }
  }

  /// Whether this step changed the weights; nil where that is not asked, or not yet computed.
  package func isTaken() throws -> Bool? {
    guard let decision, isComputed(decision.result) else { return nil }
    return try read(decision.result).elements.first.map { $0 != 0 }
  }

  /// Goes to the end of this step, which changes the weights or not as it did in a run in another format: whether
  /// something overflows depends on that. False when it was interrupted.
  package func runToEnd(taking taken: Bool?) throws -> Bool {
    if let taken, let decision {
      let tick = program.tick(of: decision.id, at: program.filled([], for: decision.scan))
      guard try compute(to: tick) else { return false }
      position = Position(tick)
      let tensor = Tensor(scalar: taken ? 1 : 0, decision.result.dtype)
      _ = try editAlone(decision.result, at: [], sample: 0, to: tensor)
    }
    return try runToEnd()
  }
}
