import Equations
import Terms

extension Anatomy {
  /// Whether a value is one of some, by whatever name.
  func isAmong(_ values: [Value], _ value: Value) -> Bool {
    func original(_ value: Value) -> Int { program.aliases[value.id] ?? value.id }
    return values.contains { original($0) == original(value) }
  }
}
