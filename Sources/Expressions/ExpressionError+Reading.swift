extension ExpressionError {
  /// Whether the text is no expression: a sign or a name in it is not understood. Otherwise it was read, and its value cannot
  /// be made.
  package var isOfReading: Bool {
    switch problem {
    case .strangeCharacter, .openQuote, .unexpected, .missing, .assignment, .chainedComparison,
      .unknownName, .functionWithoutCall, .unknownFunction, .valueCalled, .unknownAttribute:
      true
    default: false
    }
  }
}
