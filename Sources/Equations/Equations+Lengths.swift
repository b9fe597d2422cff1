import Tensors
import Terms

/// Lengths as values: what a graph does with `tf.shape(x)`.
///
/// A reshape takes them as they are known here; as numbers they stand in equations, with `N` for how many samples are fed.
extension Equations {
  /// The lengths that a term holds; nil of any other.
  package func lengths(of term: Term) -> Lengths? {
    term.value.flatMap { program.lengths(of: $0) }
  }

  /// Whether a term is of no sample in Keras either: lengths, and what is computed from them alone.
  package func hasNoSamples(_ term: Term) -> Bool {
    term.value.map { program.hasNoSamples($0) } ?? false
  }

  /// Adds the equation of lengths: their numbers where they are the same whatever is fed, else `term`.
  package func callAsFunction(
    _ name: Name, _ lengths: Lengths, as term: Term, _ dtype: DType
  ) throws -> Term {
    let made =
      lengths.areKnown
      ? try self(name, numbers(of: lengths, dtype)) : try self(name, term, "N samples are fed")
    if let value = made.value { program.lengths[value.id] = lengths }
    return noteWithoutSamples(made)
  }

  /// Notes that a term is computed from lengths alone.
  @discardableResult
  package func noteWithoutSamples(_ term: Term) -> Term {
    if let value = term.value { program.withoutSamples.insert(value.id) }
    return term
  }

  /// Lengths that are the same whatever is fed, as an array or one number.
  package func numbers(of lengths: Lengths, _ dtype: DType) throws(Obstacle) -> Term {
    let shape: Shape = lengths.isOne ? .scalar : [lengths.list.count]
    return try constant("dims", shape, dtype) { lengths.list.map { Double($0.fixed) } }
  }
}

extension Program {
  /// The lengths that a value holds, by whatever name.
  package func lengths(of value: Value) -> Lengths? { lengths[aliases[value.id] ?? value.id] }

  /// Whether a value is of no sample in Keras either, so that it has no axis of them there.
  package func hasNoSamples(_ value: Value) -> Bool {
    withoutSamples.contains(aliases[value.id] ?? value.id)
  }

  /// Whether an equation only says how many samples there are, which no other number follows from.
  package func onlyCountsSamples(_ equation: Int) -> Bool {
    lengths[equations[equation].result.id].map { !$0.areKnown } ?? false
  }
}
