import Equations
import Terms

/// `relu(a + b)` for `relu(a) + relu(b)`, or the other way round: an activation on the other side of a pooling or of a join
/// of layers (K5).
struct ActivationElsewhere: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let joins = anatomy.calls.filter { frame in
      ActivationElsewhere.isJoin(frame) || frame.kind.contains("Pooling")
    }
    return joins.flatMap { behind($0, anatomy) + before($0, anatomy) }
  }

  private static func isJoin(_ frame: Frame) -> Bool {
    ["Add", "Average", "Multiply", "Subtract"].contains(frame.kind)
  }

  /// The activation of all that a call is given, behind the call.
  private func behind(_ frame: Frame, _ anatomy: Anatomy) -> [Slip] {
    let layers = frame.inputs.map { input in
      anatomy.activations.first { anatomy.isAmong($0.frame.outputs, input) }
    }
    guard let first = layers.first??.term.application.function, let probe = frame.inputs.first,
      let output = anatomy.output(of: frame),
      layers.allSatisfy({ $0?.term.application.function?(.value(probe)) == first(.value(probe)) })
    else { return [] }
    return [
      Slip(
        .known("K5").unpaired, "the activation behind \(frame.path), not before it",
        .equation("a", in: layers.compactMap { $0?.path }) { Anatomy.argument($0.term) }
          + .equation(output, in: [frame.path]) { first($0.term) })
    ]
  }

  /// The activation behind a join, of each that is joined.
  private func before(_ frame: Frame, _ anatomy: Anatomy) -> [Slip] {
    let layer = anatomy.activations.first { layer in
      layer.argument.value.map { anatomy.isAmong(frame.outputs, $0) } == true
    }
    guard ActivationElsewhere.isJoin(frame), let layer, let output = anatomy.output(of: frame),
      let function = layer.term.application.function
    else { return [] }
    return [
      Slip(
        .known("K5").unpaired, "the activation before \(frame.path), not behind it",
        .equation("a", in: [layer.path]) { Anatomy.argument($0.term) }
          + .equation(output, in: [frame.path]) { draft in
            draft.term.replacing { part in part.value == nil ? nil : function(part) }
          })
    ]
  }
}

extension Anatomy {
  /// The name of the one equation that a call has, and that gives its output; nil of another call.
  fileprivate func output(of frame: Frame) -> String? {
    let own = program.equations.filter { $0.frame == frame.id && $0.scan == nil }
    return own.count == 1 ? own.first?.result.name.ascii : nil
  }
}
