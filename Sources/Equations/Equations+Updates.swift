import Terms

/// What a step of training leaves for the next one.
extension Equations {
  /// Says what stands in the next step of training for a value that this one is given: a weight, a moving mean, what an
  /// optimizer keeps. Of several that are said of one value the last one counts.
  package func update(_ given: Term, to next: Term, keptAs key: String? = nil) {
    guard let given = given.value.map(firstUse), let next = next.value else { return }
    program.updates.removeAll { $0.given == given.id }
    program.updates.append(Program.Update(given: given.id, next: next.id, key: key))
  }

  /// What a value that is given is by now: what an earlier call of a shared layer has made of it, or itself.
  package func latest(_ given: Term) -> Term {
    let first = given.value.map(firstUse)
    let update = program.updates.first { $0.given == first?.id }
    return update.map { .value(program.values[$0.next]) } ?? given
  }

  /// The value under which a weight is read first: each call of a shared layer reads it under one of its own.
  private func firstUse(of value: Value) -> Value {
    let use = program.weights.first { $0.value == value.id }
    guard let identity = use?.source.identity,
      let first = program.weights.first(where: { $0.source.identity == identity })
    else { return value }
    return program.values[first.value]
  }
}
