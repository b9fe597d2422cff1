extension Sequence where Element: Equatable {
  /// Each element where it stands first.
  var distinct: [Element] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
