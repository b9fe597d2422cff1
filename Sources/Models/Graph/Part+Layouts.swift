import Equations
import Layers
import Tensors
import Terms

/// Calls of layers whose inputs do not lie sample after sample in Keras.
extension Part {
  /// The outputs of such a call; nil where everything lies as ever, or the layer sees to it itself.
  func lowerInLayout(_ call: Call, to eq: Equations) throws -> [Signal]? {
    let tensors = (call.arguments + call.keywords.values).flatMap(\.tensors).map(\.term)
    let layouts = Set(tensors.compactMap { eq.layout(of: $0) })
    // What is not computed says so itself.
    guard let layout = layouts.first, layer.isComputable else { return nil }
    guard layouts.count == 1 else {
      throw eq.walkEnd(
        "it is fed time before samples and rows of all samples, which is not supported")
    }
    guard !layer.reads(layout) else { return nil }
    return layout == .joined
      ? try lowerJoined(call, tensors, eq) : try lowerBehindTime(call, tensors, eq)
  }

  /// Every row by itself, for a row is a sample to the layer.
  private func lowerJoined(
    _ call: Call, _ tensors: [Term], _ eq: Equations
  ) throws -> [Signal] {
    guard let count = tensors.first?.shape.dims.first,
      tensors.allSatisfy({ eq.layout(of: $0) == .joined && $0.shape.dims.first == count })
    else {
      throw eq.walkEnd(
        "it is fed \(Part.rows(tensors, eq)), which are not as many",
        "Reshape them alike, with -1 for the samples.")
    }
    let parts = [layer] + layer.allParts
    guard !parts.contains(where: { $0.looksAtBatch != nil }) else {
      throw eq.walkEnd("it looks at the rows of all samples at once, which is not computed")
    }
    let outputs =
      try eq.isTraining && layer.joinsTimesteps
      ? statistics(call, eq) : layer.overTimesteps(call, to: eq)
    // What stands in a model gives rows of all samples too.
    let inside = eq.calls.filter { $0.path.hasPrefix(eq.path + "/") }.flatMap(\.outputs)
    let made = inside.filter { $0.scope == nil }.map { Term.value($0) }
    for term in made + outputs.flatMap({ [$0.term] + [$0.mask].compactMap(\.self) }) {
      eq.note(.joined, of: term)
    }
    return outputs
  }

  /// What takes statistics of the rows of all samples.
  private func statistics(_ call: Call, _ eq: Equations) throws -> [Signal] {
    guard let outputs = try layer.overJoinedRows(call, to: eq) else {
      throw eq.walkEnd(
        "in training it takes statistics of the rows of all samples, which is computed of BatchNormalization by itself"
      )
    }
    return outputs
  }

  /// `(N·3, 4) and (N, 4)`
  static func rows(_ tensors: [Term], _ eq: Equations) -> String {
    let texts = tensors.map { term in
      let isJoined = eq.layout(of: term) == .joined
      let first = isJoined ? "N·\(term.shape.dims.first ?? 0)" : "N"
      let rest = term.shape.dims.dropFirst(isJoined ? 1 : 0).map { ", \($0)" }
      return "(" + first + rest.joined() + (rest.isEmpty ? ",)" : ")")
    }
    return texts.joined(separator: " and ")
  }

  /// What acts along the last axis alone does the same wherever the samples are.
  private func lowerBehindTime(
    _ call: Call, _ tensors: [Term], _ eq: Equations
  ) throws -> [Signal] {
    guard layer.actsOnLastAxis, let x = tensors.first, tensors.count == 1, x.shape.rank > 1
    else {
      let rest = tensors.first.map { $0.shape.dims.dropFirst().map { ", \($0)" }.joined() } ?? ""
      let steps = tensors.first?.shape.dims.first ?? 0
      throw eq.walkEnd(
        "it is fed time before samples, (\(steps), N\(rest)), whose second axis is samples; that is computed of recurrent "
          + "layers with time_major=True, Dense, Activation and Dropout",
        "Transpose before it: tf.transpose(x, [1, 0, 2]).")
    }
    let outputs = try layer.lower(call, to: eq)
    for output in outputs { eq.note(.behindTime, of: output.term) }
    return outputs
  }
}
