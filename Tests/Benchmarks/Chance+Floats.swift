import TestSupport

extension Chance {
  /// Numbers between −limit and limit.
  mutating func floats(_ count: Int, within limit: Float) -> [Float] {
    (0..<count).map { _ in Float.random(in: -limit...limit, using: &self) }
  }
}
