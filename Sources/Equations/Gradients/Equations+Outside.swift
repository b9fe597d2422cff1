import Terms

/// Values of loops, read from behind all of them.
extension Equations {
  /// A value over the timesteps of the loops that it stands in, along leading axes, the outermost loop's first; one
  /// outside of loops as it is.
  package func behindLoops(_ value: Value) -> Term {
    var term = Term.value(value)
    while let inner = term.value, let loop = inner.scope {
      let scan = program.scans[loop]
      let known = scan.stacks.first { $0.inner == inner.id && !$0.isReversed }
      term = known.map { .value(program.values[$0.outer]) } ?? collect(term, in: loop)
    }
    return term
  }

  /// Whether a value of another program, lowered alike, is the same one here.
  package func isAlike(_ value: Value) -> Bool {
    guard program.values.indices.contains(value.id) else { return false }
    let own = program.values[value.id]
    return own.name == value.name && own.type == value.type && own.role == value.role
  }
}
