import Terms

/// How one operation is computed, and what Keras and TensorFlow call it.
struct OperationRule: Sendable {
  let keras: [String]
  let tensorFlow: [String]
  /// What it makes: one tensor, or several.
  let terms: @Sendable (OperationCall) throws -> [Term]

  init(
    _ keras: String..., tf tensorFlow: [String] = [],
    _ term: @escaping @Sendable (OperationCall) throws -> Term
  ) {
    self.keras = keras
    self.tensorFlow = tensorFlow
    terms = { [try term($0)] }
  }

  private init(
    keras: [String], tensorFlow: [String],
    terms: @escaping @Sendable (OperationCall) throws -> [Term]
  ) {
    (self.keras, self.tensorFlow, self.terms) = (keras, tensorFlow, terms)
  }

  /// One that makes several tensors.
  static func several(
    _ keras: String..., tf tensorFlow: [String] = [],
    _ terms: @escaping @Sendable (OperationCall) throws -> [Term]
  ) -> OperationRule {
    OperationRule(keras: keras, tensorFlow: tensorFlow, terms: terms)
  }
}

/// Every operation there is, a list in each file of this name.
enum OperationRules {}
