import Terms

extension Term {
  /// `min(1/√s, most)` of a sum of squares s, by which a vector becomes as long as 1; Keras 2 has `1/√max(s, 10⁻¹²)`.
  func inverseLength(atMost most: Double, _ version: KerasVersion) -> Term {
    version.major >= 3
      ? .minimum(self(Rsqrt()), .number(most)) : Term.maximum(self, 1e-12)(Rsqrt())
  }
}
