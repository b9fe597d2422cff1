/// Which part of a step of training a call's equations are. A prediction alone has the first.
package enum Phase: String, CaseIterable, Sendable {
  /// What the layers give.
  case forward
  /// The loss, and what regularizers add.
  case loss
  /// The gradients, from the last call to the first.
  case backward
  /// What the optimizer makes of the weights.
  case update
}

extension Program {
  package func phase(of frame: Frame) -> Phase {
    let isOptimizers = [frame.kind, frame.parent.map { frames[$0].kind }].contains("Optimizer")
    if isOptimizers { return .update }
    if frame.forward != nil { return .backward }
    return ["Loss", "ActivityRegularizer"].contains(frame.kind) ? .loss : .forward
  }
}
