import Terms

/// The loss of every place of one sample, before any reduction: one of Keras' (`Loss`), or one that was typed.
package protocol PlaceLoss: Sendable {
  /// Writes the loss of every place. y and ŷ have the same number of axes where Keras brings them to it.
  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
}

extension PlaceLoss {
  /// The equation of the places' losses, `ℓ`.
  package func places(_ term: Term, _ note: String, _ eq: some EquationList) throws -> Term {
    try eq(Name("l", "ℓ"), term, note)
  }
}
