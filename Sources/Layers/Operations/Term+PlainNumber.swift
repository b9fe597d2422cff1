import Terms

extension Term {
  /// Whether it is a plain number, which takes the format of what it stands beside.
  var isNumber: Bool { if case .number = self { true } else { false } }
}
