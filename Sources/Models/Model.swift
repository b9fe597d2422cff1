import Equations
import Layers
import Tensors
import Terms

/// A model as a file describes it, with its weights where they lie.
package struct Model: Sendable {
  package let name: String
  package internal(set) var origin: Origin
  package let layer: ModelLayer
  package internal(set) var weights: LayerWeights
  /// How it was compiled and trained; nil where the file says nothing of that.
  package let training: SavedTraining?
  /// What a person says that layers compute.
  package internal(set) var layers = LayerDefinitions()
  /// The layers whose outputs are given beside the inputs.
  package internal(set) var outputsGiven: [OutputGiven] = []
  /// The texts that its inputs are fed, by the inputs' numbers: how many words they have are lengths of its program.
  package internal(set) var texts: [Int: [Double]] = [:]
  /// How many words a text is taken to have while none is fed.
  var imaginedWords = 3
  /// Reads the same file again with other equations for its layers; nil where that cannot be done.
  var reread: (@Sendable (LayerDefinitions) throws -> Model)?

  init(
    name: String, origin: Origin, layer: ModelLayer, weights: LayerWeights, training: SavedTraining?
  ) {
    (self.name, self.origin, self.layer) = (name, origin, layer)
    (self.weights, self.training) = (weights, training)
  }

  /// Where a model comes from.
  package struct Origin: Sendable {
    package let path: String
    /// What kind of file it is: `Keras 3 archive (.keras)`.
    package let format: String
    package let version: KerasVersion
    package let savedAt: String?
    /// What the person should know about the file.
    package internal(set) var remarks: [String]
    /// The one among these that tells of layers said in a file beside the model, which no one has asked for.
    package internal(set) var remembered: String?
    /// Those among these that are said beside every number that is computed.
    package internal(set) var told: [String] = []
    /// The file of the weights, for an architecture without any.
    package var weights: String?
  }

  /// An input of the model: its name, its shape as far as the file says, its format.
  package struct Input: Sendable {
    package let name: String
    /// nil for a length that is open; nil altogether when the file does not say.
    package let shape: [Int?]?
    package let dtype: DType
    /// How many samples are fed at once; nil when that is open.
    package let batchSize: Int?

    /// `(None, 2)`, or `(?)` when the file does not say.
    package var shapeText: String {
      guard let shape else { return "(?)" }
      return "(" + shape.map { $0.map(String.init) ?? "None" }.joined(separator: ", ") + ")"
    }

    /// Whether an array of this shape can be fed.
    package func accepts(_ fed: Shape) -> Bool {
      guard let shape else { return fed.rank > 0 }
      return shape.count == fed.rank
        && zip(shape, fed.dims).allSatisfy { expected, dim in expected.map { $0 == dim } ?? true }
    }
  }

  /// What it takes: the inputs of its file, then the outputs of layers that are given.
  package var inputs: [Input] { ownInputs + outputsGiven.map(\.input) }

  /// The inputs of its file.
  package var ownInputs: [Input] {
    layer.inputNodes.map { node in
      let input = node.layer as? InputLayer
      var shape = input?.shape
      if shape == nil, layer.graph.inputs.count == 1 { shape = inferredInputShape }
      return Input(
        name: node.name, shape: shape, dtype: input?.dtype ?? .float32,
        batchSize: input?.batchSize)
    }
  }

  /// The names of the outputs in order: the layer's, with `:1` for a second output.
  package var outputNames: [String] { layer.graph.outputs.map(layer.graph.name) }

  /// Whether the file holds no weights at all.
  package var hasNoWeights: Bool { weights.isEmpty }

  /// The inputs' shapes, lengths that are open being so long; nil where the file gives no shape.
  package func inputShapes(open length: Int) -> [Shape]? {
    var shapes: [Shape] = []
    for input in inputs {
      guard let shape = input.shape else { return nil }
      shapes.append(Shape(shape.map { $0 ?? length }))
    }
    return shapes
  }

  /// Without a shape in the file, the first layer's kernel says how many features it takes.
  private var inferredInputShape: [Int?]? {
    for (index, node) in layer.graph.nodes.enumerated() where node.layer.weightCount > 0 {
      let own = weights.part(index)
      guard let kernel = own.own["kernel"] ?? own.part(0).own["kernel"], kernel.shape.rank == 2
      else { return nil }
      return node.layer.isRecurrent ? [nil, kernel.shape[0]] : [kernel.shape[0]]
    }
    return nil
  }

  /// The model's equations for inputs of these shapes (of one sample).
  ///
  /// A layer that cannot be computed ends the program; `Program.obstacle` says why. With a
  /// precision, all layers compute in that format, whatever the file says; with a seed, layers
  /// do as in training; with a revision, the layers compute something else. Weights that are not
  /// in the file can be imagined, NaN in every place: to know how large they would be. `then` writes what
  /// comes behind the outputs, of a model that is whole.
  package func program(
    for shapes: [Shape], precision: DType? = nil, trainingSeed: Int? = nil,
    changesWeights: Bool = false, revision: Revision? = nil, imaginesWeights: Bool = false,
    then: (_ outputs: [Signal], _ eq: Equations) throws -> Void = { _, _ in }
  ) throws -> Program {
    let eq = Equations(
      precision: precision, trainingSeed: trainingSeed, changesWeights: changesWeights,
      revision: revision, imaginesWeights: imaginesWeights, imaginedWords: imaginedWords)
    let sizes = Set(ownInputs.map(\.batchSize))
    eq.samples = sizes.count == 1 ? sizes.first ?? nil : nil
    let signals = zip(inputs, shapes).enumerated().map { index, pair in
      let (input, shape) = pair
      let dtype = input.dtype.isFloat ? precision ?? input.dtype : input.dtype
      let signal = Signal(eq.input(Name(input.name), TensorType(shape, dtype)))
      if let texts = texts[index] { eq.feed(texts, to: signal.term) }
      return signal
    }
    let call = Call(Array(signals.prefix(layer.graph.inputs.count)), weights: weights)
    for (given, signal) in zip(outputsGiven, signals.dropFirst(layer.graph.inputs.count)) {
      eq.supplied[given.name] = signal.term
    }
    let outcome = try layer.run(call, to: eq, keepsGoing: true)
    let stop = outcome.obstacle.map { error in
      error as? Obstacle
        ?? Obstacle(path: name, kind: layer.kind, reason: "\(error)", advice: "")
    }
    let obstacle = stop ?? refusedLengths(outcome.outputs, eq)
    let outputs = try eq.revised(outputs: outcome.outputs.map(\.term))
    if obstacle == nil {
      eq.endPrediction()
      try then(zip(outputs, outcome.outputs).map { Signal($0, mask: $1.mask) }, eq)
    }
    return eq.finish(outputs: obstacle == nil ? outputs : [], obstacle: obstacle)
  }
}
