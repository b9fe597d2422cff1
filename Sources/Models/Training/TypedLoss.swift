import Expressions
import Layers
import Tensors
import Terms
import Training

/// A loss that is typed: `mean(square(y - output))`, the loss of one sample, or of each of its places.
///
/// As a function of `(y_true, y_pred)` that is handed to `compile`, it says one number for every sample or place, and these
/// are averaged, with their weights and masks. The axis of the samples is hidden: Keras' `ops.mean(…, axis=-1)` is that here
/// too, and `mean(…)` is over all of one sample, so that without weights both come to the same.
struct TypedLoss: PlaceLoss {
  let expression: Expression
  let names: LossNames

  /// Reads an expression for an output of a name.
  init(_ text: String, output: String, of version: KerasVersion) throws(ExpressionError) {
    names = LossNames(output: output, version: version)
    expression = try Expression(text, names: names)
  }

  /// Throws for words that mean nothing, and where ŷ does not stand in it.
  func check() throws(ExpressionError) {
    if let unknown = expression.unknownName(in: names) { throw unknown }
    guard expression.nameUses.contains(where: { names.isOutput($0.name) }) else {
      throw expression.error(
        "what is predicted does not stand in it, so no weight would learn from it",
        hint: "output is what the model predicts, y what it is to be: mean(square(y - output))")
    }
    let prediction = Prediction(.value(.unknown(2)))
    let scope = LossScope(names: names, y: .value(.unknown(1)), prediction: prediction)
    do {
      try refuse(try expression.term(in: scope), prediction, in: scope)
    } catch {
      // What fits depends on shapes, which are not known yet.
      if case .misfit = error.problem { return }
      throw error
    }
  }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let dtype = (try? prediction.output.type().dtype) ?? .float32
    let scope = LossScope(names: names, y: y, prediction: prediction) { tensor in
      eq.constant("c", tensor.cast(to: dtype))
    }
    let term = try expression.term(in: scope)
    try refuse(term, prediction, in: scope)
    return PlaceLosses(try places(term, "the loss as it was typed", eq))
  }

  // MARK: What is no loss

  private func refuse(
    _ term: Term, _ prediction: Prediction, in scope: LossScope
  ) throws(ExpressionError) {
    if term.looksAtAllSamples {
      let part = narrowest(in: scope) { _, term in term.looksAtAllSamples } ?? expression
      throw part.error(
        "\(part.text) looks at all samples, and a loss is of one",
        hint: "the mean over the samples comes by itself")
    }
    let type = (try? term.type()) ?? TensorType(.scalar, .float32)
    guard type.shape.count > 0 else {
      throw expression.error("\(expression.text) is \(type.shape): there is no number in it")
    }
    let read = Set((prediction.output.values + (prediction.logits?.values ?? [])).map(\.id))
    guard !type.dtype.isFloat || !term.hasSlope(in: read) else { return }
    let part = narrowest(in: scope) { [names] part, term in
      part.nameUses.contains { names.isOutput($0.name) } && !term.hasSlope(in: read)
    }
    let culprit = part ?? expression
    throw culprit.error(
      "\(culprit.text) jumps from one value to the next: it has no slope, so no weight would learn from it",
      hint: "take the numbers that it is computed from")
  }

  /// The last and innermost part of the expression of which something holds.
  private func narrowest(
    in scope: LossScope, where holds: (Expression, Term) -> Bool
  ) -> Expression? {
    expression.parts.last { part in
      guard let term = try? part.term(in: scope) else { return false }
      return holds(part, term)
    }
  }
}

extension Value {
  /// Stands for what a loss is of, as long as nobody knows its shape.
  fileprivate static func unknown(_ id: Int) -> Value {
    Value(
      id: -100 - id, name: "y", type: TensorType(Shape([1]), .float32), role: .intermediate,
      isBatched: true, scope: nil)
  }
}

extension Term {
  /// Whether there is an op over the samples of a batch in it.
  fileprivate var looksAtAllSamples: Bool {
    contains { part in
      if case .apply(let op, _) = part { op is OverSamples } else { false }
    }
  }

  /// Whether a gradient of it comes to one of some values.
  fileprivate func hasSlope(in values: Set<Int>) -> Bool {
    if let value { return values.contains(value.id) }
    var found = false
    pullBack(
      1,
      Term.Way(takes: { part, _ in
        guard let value = part.value else { return false }
        found = found || values.contains(value.id)
        return true
      }))
    return found
  }
}
