import Tensors
import Terms

/// Weights, by their names in Keras.
extension Equations {
  /// A weight of the current layer under its name in Keras; throws when the file's has another
  /// shape. It is read in the layer's format unless another is given; where weights are changed, it stands in the format
  /// that it is kept in, and is brought to the layer's where it is read, as Keras does of mixed_float16.
  package func weight(
    _ key: String, as name: Name, _ shape: Shape, in dtype: DType? = nil
  ) throws(Obstacle) -> Term {
    if let known = contexts.last?.used[key] { return known }
    let imagined = imaginesWeights ? RepeatedNumber(number: .nan, shape: shape) : nil
    guard let context = contexts.last, let source = context.weights[key] ?? imagined else {
      throw obstacle(
        "the file has no weight \(key) \(shape) for it",
        "Save the model with its weights, or give them with --weights FILE.")
    }
    guard source.shape == shape else {
      throw obstacle(
        "its \(key) in the file is \(source.shape), but the layer needs \(shape)",
        "The weights belong to another architecture or input shape; shapes are never changed.",
        isMisfit: true)
    }
    let own = dtype ?? context.dtype
    let type = TensorType(shape, format(of: context, computingIn: own))
    let value = add(name, type, .weight, isBatched: false, scope: nil)
    program.weights.append(WeightUse(value: value.id, source: source))
    program.frames[context.frame].weights.append(value)
    let term = type.dtype == own ? Term.value(value) : .apply(Cast(own), [.value(value)])
    contexts[contexts.count - 1].used[key] = term
    return term
  }

  /// The format that a call's weights stand in: the one it computes in; their own where that is narrower, as in a layer that is
  /// called in a wider one; and float32 where a policy is mixed and weights change.
  private func format(of call: Context, computingIn own: DType) -> DType {
    guard let kept = call.variables, kept.isFloat, own.isFloat, kept != own else { return own }
    if own.promoted(with: kept) == own { return kept }
    return changesWeights && kept == .float32 && own != .float64 ? kept : own
  }

  /// What the current call has made of a weight before the loop that it goes on in, by its name in Keras.
  package func made(of key: String) -> Term? { contexts.last?.used["made of " + key] }

  /// Keeps what was made of a weight for the rest of the call.
  package func keep(_ term: Term, madeOf key: String) {
    guard !contexts.isEmpty else { return }
    contexts[contexts.count - 1].used["made of " + key] = term
  }

  /// Has the current call read a term wherever it reads a weight, by its name in Keras.
  package func substitute(_ term: Term, forWeight key: String) {
    guard !contexts.isEmpty else { return }
    contexts[contexts.count - 1].used[key] = term
  }

  /// The shape of a weight in the file, for layers whose config leaves it open.
  package func shape(ofWeight key: String) -> Shape? { contexts.last?.weights[key]?.shape }
}
