import Containers
import Tensors
import Terms

/// Keras' losses as functions of y and ŷ, for those who type: `mse(y, output) + 0.1 * mae(y, output)`.
///
/// They give the loss of every place, as Keras' functions of these names do. Those that look at the whole batch, or need an
/// array of their own, are none.
extension Losses {
  /// The functions by their names.
  ///
  /// With a prediction whose logits Keras hands on (the TensorFlow backend), a cross-entropy of it is computed from them, in
  /// a typed expression as in a function of one's own.
  package static func makers(
    _ generation: Generation, of prediction: Prediction? = nil
  ) -> [String: FunctionMaker] {
    var makers: [String: FunctionMaker] = [:]
    for kind in all where !(kind is any BatchwiseLoss.Type) {
      for name in kind.functionNames where name == name.lowercased() {
        makers[name] = { operands, options in
          try? Losses.function(kind, name, generation, operands, options, of: prediction)
        }
      }
    }
    return makers
  }

  private static func function(
    _ kind: any Loss.Type, _ name: String, _ generation: Generation, _ operands: [Term],
    _ options: [String], of prediction: Prediction?
  ) throws -> Term? {
    guard operands.count == 2, operands[1].shape.rank > 0, let config = config(options) else {
      return nil
    }
    let saved = Saved(place: name, kind: name, generation: generation, config: config)
    let loss = try kind.init(saved)
    try saved.refuseUnread()
    let places = try loss.write(operands[0], Prediction(operands[1]), to: Inline())
    guard places.mask == nil else { return nil }
    if let prediction, let z = prediction.logits, operands[1] == prediction.output {
      let own = try loss.write(operands[0], prediction, to: Inline()).values
      if own != places.values {
        let ofLogits = options.filter { !$0.hasPrefix("from_logits") } + ["from_logits=True"]
        return .named(
          NamedFunction(name, options: ofLogits) { operands in
            Losses.inlined(loss, operands, logits: operands[1])
          }, [operands[0], z])
      }
    }
    return .named(
      NamedFunction(name, options: options) { Losses.inlined(loss, $0, logits: nil) }, operands)
  }

  /// The loss as one term; it was written once, and so can be again.
  private static func inlined(_ loss: any Loss, _ operands: [Term], logits: Term?) -> Term {
    let prediction = Prediction(operands[1], logits: logits)
    return (try? loss.write(operands[0], prediction, to: Inline()).values) ?? 0
  }

  /// `delta=2`, `from_logits=True` as a config; nil for what is none.
  private static func config(_ options: [String]) -> JSONObject? {
    var pairs: [(key: String, value: JSON)] = []
    for option in options {
      let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      if let truth = ["True": true, "False": false][parts[1]] {
        pairs.append((parts[0], .bool(truth)))
      } else if let value = try? JSON(parsing: parts[1], file: parts[0]) {
        pairs.append((parts[0], value))
      } else {
        return nil
      }
    }
    return JSONObject(pairs)
  }
}

/// A loss that looks at all samples, or is written with an array of its own.
protocol BatchwiseLoss: Loss {}

/// Equations that are none: what is written is handed on as a term.
private struct Inline: BatchEquations {
  func callAsFunction(_ name: Name, _ term: Term, _ note: String) throws -> Term {
    _ = try term.type()
    return term
  }

  /// Of a `BatchwiseLoss` alone.
  func constant(_ name: Name, _ tensor: Tensor) -> Term { .number(tensor.elements.first ?? 0) }
  func sumOverSamples(_ name: Name, _ term: Term, _ note: String) throws -> Term { term }
  var sampleCount: Term { 1 }
}
