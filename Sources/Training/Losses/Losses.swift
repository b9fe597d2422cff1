/// Every loss there is, by the name of its file.
package enum Losses {
  package static let all: [any Loss.Type] = [
    BinaryCrossentropy.self,
    BinaryFocalCrossentropy.self,
    CategoricalCrossentropy.self,
    CategoricalFocalCrossentropy.self,
    CategoricalGeneralizedCrossEntropy.self,
    CategoricalHinge.self,
    CosineSimilarity.self,
    Dice.self,
    Hinge.self,
    Huber.self,
    KLDivergence.self,
    LogCosh.self,
    MeanAbsoluteError.self,
    MeanAbsolutePercentageError.self,
    MeanSquaredError.self,
    MeanSquaredLogarithmicError.self,
    Poisson.self,
    SparseCategoricalCrossentropy.self,
    SquaredHinge.self,
    Tversky.self,
  ]

  /// Keras' losses that are not computed here, by class and function.
  package static let notComputed: Set<String> = [
    "CTC", "ctc", "Circle", "circle",
  ]

  /// Whether Keras has a loss of a name, be it computed here or not; `crossentropy` is whichever the shapes ask for.
  package static func isKnown(_ name: String) -> Bool {
    named(name) != nil || notComputed.contains(name) || ["crossentropy", "ce"].contains(name)
  }

  /// The loss of a class or a function; nil when there is none.
  package static func named(_ name: String) -> (any Loss.Type)? {
    all.first { $0.className == name || $0.functionNames.contains(name) }
  }
}
