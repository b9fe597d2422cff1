/// Rules that hold for every equation, by the name of their file: what else may have been done to
/// the equation whose value is asked for.
enum GeneralMistakes {
  static let all: [any Mistake] = [
    AnotherFunction(),
    FactorLeftOut(),
    FunctionLeftOut(),
    MatrixTransposed(),
    OperandsExchanged(),
    OperatorConfused(),
    StateNotPrevious(),
    SummandLeftOut(),
  ]
}
