/// A weight that a layer has: Keras' name for it, and whether training changes it.
package struct WeightSpec: Sendable, Hashable {
  package let key: String
  package let isTrainable: Bool
  /// The group under which Keras 3 keeps it, where it is not the layer's own, by the names that
  /// it had in different versions.
  package let groups: [String]
  /// How many arrays of an inner layer's Keras 3 keeps there once more, in front of it.
  package let behind: Int
  /// What it is a factor of, where it is one that a file may leave out: it is 0 then.
  package let factor: WeightFactor?
  /// The constraint that Keras gives it by itself, where its config can say none.
  package let constraint: String?

  package init(
    _ key: String, isTrainable: Bool = true, groups: [String] = [], behind: Int = 0,
    factor: WeightFactor? = nil, constraint: String? = nil
  ) {
    self.key = key
    self.isTrainable = isTrainable
    self.groups = groups
    self.behind = behind
    self.factor = factor
    self.constraint = constraint
  }
}
