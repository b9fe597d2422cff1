import Terms

/// An array that an optimizer keeps for a weight from step to step, or one number for all of them.
package struct Slot: Sendable, Hashable {
  /// What it holds before the first step.
  package enum First: Sendable, Hashable {
    /// The same number in every place.
    case number(Double)
    /// The weight itself.
    case weight
  }

  /// What Keras calls it: `momentum`.
  package let key: String
  /// What a slide calls it: `m`.
  package let name: Name
  package let first: First

  init(_ key: String, _ name: Name, first: First = .number(0)) {
    self.key = key
    self.name = name
    self.first = first
  }

  package static func == (a: Slot, b: Slot) -> Bool { a.key == b.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }

  /// The name of what it will hold after the step: `m′`.
  package var next: Name { Name(name.ascii + "_next", name.unicode + "′") }
}

/// What slots hold, as terms.
package struct SlotTerms {
  package private(set) var terms: [Slot: Term]

  package init(_ terms: [Slot: Term] = [:]) { self.terms = terms }

  /// What a slot holds; its first number where nothing is known.
  package subscript(_ slot: Slot) -> Term {
    get {
      if let term = terms[slot] { return term }
      if case .number(let number) = slot.first { return .number(number) }
      return 0
    }
    set { terms[slot] = newValue }
  }

  package func merging(_ other: SlotTerms) -> SlotTerms {
    SlotTerms(terms.merging(other.terms) { $1 })
  }
}
