/// A length that a graph computes with: so many for each sample that is fed, and so many whatever is fed.
package struct Length: Sendable, Hashable {
  package let perSample, fixed: Int

  package init(perSample: Int = 0, fixed: Int = 0) {
    (self.perSample, self.fixed) = (perSample, fixed)
  }

  /// How many samples are fed.
  package static let samples = Length(perSample: 1)

  /// The number, where it is the same whatever is fed.
  package var known: Int? { perSample == 0 ? fixed : nil }
}

/// The lengths that a value holds: all of a tensor's, as `tf.shape(x)` gives them, or one of them. They are of no sample.
package struct Lengths: Sendable, Hashable {
  package let list: [Length]
  /// Whether it is one length by itself, and no vector of one.
  package let isOne: Bool

  package init(_ list: [Length]) { (self.list, isOne) = (list, false) }
  package init(one: Length) { (list, isOne) = ([one], true) }

  /// The one length; nil of a vector.
  package var one: Length? { isOne ? list.first : nil }

  /// Whether all of them are the same whatever is fed.
  package var areKnown: Bool { list.allSatisfy { $0.perSample == 0 } }
}
