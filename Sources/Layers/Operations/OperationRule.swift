import Containers
import Equations
import Terms

/// How one operation is computed, and what Keras and TensorFlow call it.
struct OperationRule: Sendable {
  let keras: [String]
  let tensorFlow: [String]
  /// What it makes: one tensor, or several.
  let terms: @Sendable (OperationCall) throws -> [Term]
  /// What it makes of lengths that `tf.shape` gives; nil where it makes none.
  private(set) var lengths: (@Sendable (OperationCall) throws -> MadeLengths)?
  /// What it makes of arrays that have no samples, as `tf.range` counts them up; nil where it makes none.
  private(set) var arrays: (@Sendable (OperationCall) throws -> MadeArray)?
  private(set) var traits: Set<Trait> = []
  /// What it takes from all samples that are computed together, by its config; nil for nothing.
  private(set) var looksAtBatch: @Sendable (JSON) -> String? = { _ in nil }

  /// What is to be known of an operation beside what it computes.
  enum Trait: Sendable {
    /// Element by element: a length that is the same whatever is fed is a number like any other to it.
    case takesLengthsAsNumbers
    /// It reads lengths, or an array without samples, beside its operand.
    case takesLengths
    /// What it makes of lengths are truth values.
    case comparesLengths
    /// It makes samples of lengths.
    case makesSamples
    /// It gives lengths of samples.
    case givesLengths
    /// It says itself what becomes of rows of all samples.
    case readsJoinedSamples
    /// It says itself what becomes of time before samples.
    case readsTimeFirst
    /// Images with channels first are turned before it, and what it makes of them is turned back, as Keras 3 does.
    case turnsChannels
  }

  init(
    _ keras: String..., tf tensorFlow: [String] = [],
    _ term: @escaping @Sendable (OperationCall) throws -> Term
  ) {
    self.init(keras: keras, tensorFlow: tensorFlow) { [try term($0)] }
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

  func being(_ traits: Trait...) -> OperationRule {
    var rule = self
    rule.traits.formUnion(traits)
    return rule
  }

  /// The rule, which may look at all samples.
  func lookingAtBatch(_ reason: @escaping @Sendable (JSON) -> String?) -> OperationRule {
    var rule = self
    rule.looksAtBatch = reason
    return rule
  }

  /// The rule, which makes lengths of lengths too.
  func ofLengths(
    _ make: @escaping @Sendable (OperationCall) throws -> MadeLengths
  ) -> OperationRule {
    var rule = self
    rule.lengths = make
    return rule
  }

  /// The rule, which takes arrays without samples too.
  func ofArrays(
    _ make: @escaping @Sendable (OperationCall) throws -> MadeArray
  ) -> OperationRule {
    var rule = self
    rule.arrays = make
    return rule
  }
}

/// The lengths that an operation makes, and the term that computes them.
typealias MadeLengths = (lengths: Lengths, term: Term)

/// What is made of arrays that have no samples, and whether it has.
typealias MadeArray = (term: Term, hasSamples: Bool)

/// Every operation there is, a list in each file of this name.
enum OperationRules {}
