import Terms

extension Program {
  /// Whether a loop that goes backwards begins a timestep with a value: the gradient that the timestep behind handed on.
  package func isHandedBack(_ value: Value) -> Bool {
    scans.contains { scan in
      scan.isBackward && scan.carries.contains { $0.previous == value.id }
    }
  }
}
