import Tensors

extension Session {
  /// A run of its own in float64 of what was fed, to see what rounding does; nil where the one at
  /// hand is in float64, goes on from the states of a call before, or had values set in it.
  package func preciseTwin() throws -> Machine? {
    guard precision != .float64, machine?.carriedOver.isEmpty == true,
      timeline.changes(to: timeline.current).isEmpty
    else { return nil }
    return try run(in: .float64)
  }
}
