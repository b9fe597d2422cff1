import Terms

extension Equations {
  /// How samples lie in what Keras has of a term; nil where each is one place of the first axis.
  package func layout(of term: Term) -> SampleLayout? {
    term.value.flatMap { program.layout(of: $0) }
  }

  /// Notes how samples lie in what Keras has of a term.
  package func note(_ layout: SampleLayout?, of term: Term) {
    guard let value = term.value else { return }
    program.layouts[program.aliases[value.id] ?? value.id] = layout
  }
}

extension Program {
  /// How samples lie in what Keras has of a value, by whatever name.
  package func layout(of value: Value) -> SampleLayout? { layouts[aliases[value.id] ?? value.id] }
}
