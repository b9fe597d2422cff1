import Equations

/// A Keras layer: what its config says, which weights it has, and its equations.
///
/// One file in `Kinds` holds one layer; `LayerKinds.all` lists them.
package protocol Layer: Sendable {
  /// The classes of Keras that this is.
  static var classNames: [String] { get }

  /// Keys of its config that change no number that is computed here.
  static var ignoredKeys: Set<String> { get }

  /// Values, as JSON, with which a key that it does not read changes nothing.
  static var inertValues: [String: Set<String>] { get }

  /// Whether every key of its config must be understood; not where nothing is computed, and for
  /// operations, which have rules of their own.
  static var readsOwnKeys: Bool { get }

  init(_ config: Config) throws

  /// `Dense(4, relu)`: the class with what matters most.
  var title: String { get }

  /// The layer's own weights in the order in which Keras creates them.
  var weights: [WeightSpec] { get }

  /// The names under which Keras 3 keeps arrays of it that are no weights: `idf_weights`.
  var keptNames: [String] { get }

  /// Whether a .keras may keep its words in a file of their own, `vocabulary.txt`.
  var keepsVocabulary: Bool { get }

  /// The layers inside it, which hold weights of their own.
  var parts: [Part] { get }

  /// The groups under which Keras 3 keeps the layer's own weights: `["cell"]` for an LSTM.
  var weightGroup: [String] { get }

  /// Whether floating-point inputs are brought to the layer's format before a call.
  var castsInputs: Bool { get }
  /// How many rows the table has whose rows its input names; nil where the input is no index.
  var tableRows: Int? { get }

  /// Whether there are equations for it; a walk ends before a layer without.
  var isComputable: Bool { get }

  /// What it does in training that is not computed; nil when there is no such thing.
  var trainingRemark: String? { get }

  /// Whether it reads a sequence and takes its first states as inputs behind it.
  var isRecurrent: Bool { get }

  /// How many outputs a call gives.
  var outputCount: Int { get }

  /// Whether a call takes the masks off its inputs, for the layers that read them later too.
  var forgetsInputMasks: Bool { get }

  /// Whether what is computed for it alone serves fit, and no prediction.
  var isOfFitAlone: Bool { get }

  /// Whether what it learns stays to be learnt where its config says that it is frozen.
  var learnsFrozen: Bool { get }

  /// Whether a call takes plain numbers and lists beside tensors, whose places then tell.
  var takesPlainValues: Bool { get }

  /// The names of a call's arguments in their order, the inputs' first.
  var callArguments: [String] { get }

  /// How many of these are inputs.
  var inputArguments: Int { get }

  /// What the first of several inputs is numbered by where its equations are written: x₁, or x₀.
  var firstInput: Int { get }

  /// Whether, when it is trained, it takes statistics of all samples together.
  var takesBatchStatistics: Bool { get }

  /// Whether a call in training changes what the next call reads, otherwise than by statistics of the samples.
  var changesInTraining: Bool { get }

  /// What it takes from all samples that are computed together, which Keras' predict() does in batches; nil for nothing.
  var looksAtBatch: String? { get }

  /// Whether its numbers are drawn at random when it is called with `training=True`.
  var isRandomInTraining: Bool { get }

  /// Whether it does the same to every place of the axes before the last one, so that it does not matter where samples are.
  var actsOnLastAxis: Bool { get }

  /// Whether its equations are for tensors whose samples lie so.
  func reads(_ layout: SampleLayout) -> Bool

  /// Writes the equations of one call and gives its outputs.
  func lower(_ call: Call, to eq: Equations) throws -> [Signal]
}

extension Layer {
  package static var ignoredKeys: Set<String> { [] }
  package static var inertValues: [String: Set<String>] { [:] }
  package static var readsOwnKeys: Bool { true }
  package var title: String { Self.classNames.first ?? "\(Self.self)" }
  package var weights: [WeightSpec] { [] }
  package var keptNames: [String] { [] }
  package var keepsVocabulary: Bool { false }
  package var parts: [Part] { [] }
  package var weightGroup: [String] { [] }
  package var castsInputs: Bool { true }
  package var tableRows: Int? { nil }
  package var isComputable: Bool { true }
  package var trainingRemark: String? { nil }
  package var isRecurrent: Bool { false }
  package var outputCount: Int { 1 }
  package var forgetsInputMasks: Bool { false }
  package var isOfFitAlone: Bool { false }
  package var learnsFrozen: Bool { false }
  package var takesPlainValues: Bool { false }
  package var callArguments: [String] { ["inputs", "training", "mask"] }
  package var inputArguments: Int { 1 }
  package var firstInput: Int { 1 }
  package var takesBatchStatistics: Bool { false }
  package var changesInTraining: Bool { false }
  package var looksAtBatch: String? { nil }
  package var isRandomInTraining: Bool { false }
  package var actsOnLastAxis: Bool { false }
  package func reads(_ layout: SampleLayout) -> Bool { false }

  /// How many weights the layer and those inside it have.
  package var weightCount: Int {
    parts.reduce(weights.count) { $0 + $1.layer.weightCount }
  }

  /// The layers inside it, and those inside these.
  package var allParts: [any Layer] { parts.flatMap { [$0.layer] + $0.layer.allParts } }
}
