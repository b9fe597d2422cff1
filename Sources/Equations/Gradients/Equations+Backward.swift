import Tensors
import Terms

/// The backward pass.
extension Equations {
  /// Writes the gradients of values, given those of what the equations so far gave: `seeds` says what the gradient of
  /// each of these values is, a number for one that is the same in every place.
  ///
  /// `loss` is the number that they are told of where it is not what they are of.
  ///
  /// Gives the gradients by the values' ids; a value is not among them when nothing that has a seed depends on it.
  @discardableResult
  package func backward(
    from seeds: [(of: Term, gradient: Term)], to wanted: [Value], of loss: Term? = nil
  ) throws -> [Int: Term] {
    let given = seeds.compactMap { seed in
      seed.of.value.map { (program.values[program.aliases[$0.id] ?? $0.id], seed.gradient) }
    }
    if given.count == 1, given[0].0.shape.rank == 0 {
      let told = loss?.value.map { program.values[program.aliases[$0.id] ?? $0.id] }
      program.loss = told ?? given[0].0
    }
    let writer = BackwardPass(self, from: given.map(\.0), to: wanted)
    for (value, gradient) in given { writer.give(gradient, to: value, from: nil) }
    try writer.write()
    for (value, gradient) in writer.found { program.gradients[value] = gradient.value?.id }
    return writer.found
  }

  /// Says which value is the gradient of another in place of the one that the backward pass wrote.
  package func setGradient(of value: Value, to gradient: Term) {
    if let gradient = gradient.value { program.gradients[value.id] = gradient.id }
  }

  /// An op of a value that every sample has one of.
  package func ofEverySample(_ op: any Op) -> Term {
    let value = program.targets.first ?? program.inputs.first
    return .apply(op, [value.map { .value($0) } ?? 1])
  }

  /// What a prediction is compared with: a value of every sample that is given beside the inputs.
  package func target(_ name: Name, _ type: TensorType) -> Term {
    let value = add(name, type, .input, isBatched: true, scope: nil)
    program.targets.append(value)
    return .value(value)
  }

  /// From here on what is written stands behind the prediction.
  package func endPrediction() { program.firstBehind = program.equations.count }

  /// The term of the equation that wrote a value, by whatever name it is asked for; nil for what is given or comes out of
  /// a loop.
  package func definition(of term: Term) -> Term? {
    guard let value = term.value else { return nil }
    let original = program.aliases[value.id] ?? value.id
    return program.equations.last { $0.result.id == original && $0.scan == nil }?.term
  }

  /// The weights of which something holds, each where it is read first.
  package func weights(where holds: (any WeightSource) -> Bool) -> [Value] {
    let found = Set(program.weights.filter { holds($0.source) }.map(\.value))
    return givenValues.filter { found.contains($0.id) }
  }

  /// The values of floating-point numbers that a model's file or its input gives, each once: what may be asked for a
  /// gradient. A weight that several calls read stands for all of them where it is read first.
  package var givenValues: [Value] {
    var known: Set<String> = []
    let weights = program.weights.filter { use in
      use.source.identity.map { known.insert($0).inserted } ?? true
    }
    return (weights.map { program.values[$0.value] } + program.inputs).filter(\.dtype.isFloat)
  }
}
