import Containers
import Equations
import Layers
import Terms

/// A model of layers, by itself or as a layer of another model.
package struct ModelLayer: LayerOfLayers {
  package static let classNames = ["Sequential", "Functional", "Model"]
  package let name: String
  package let kind: String
  /// Whether its class is one of Keras'; otherwise what its own call() does is not known.
  package let isKeras: Bool
  package let graph: Graph
  /// What the file says of it; null where no file does.
  let json: JSON
  /// The calls of the layers, each after those whose tensors it reads; the inputs' are not among them.
  package let order: [CallReference]
  /// Which tensors of each call are read.
  private let read: [CallReference: Set<Int>]
  private let forgotten: ForgottenMasks

  package init(_ config: Config) throws { try self.init(config, isKeras: true) }

  init(_ config: Config, isKeras: Bool) throws {
    let graph = try GraphReader(config).graph()
    try self.init(
      name: config.name, kind: config.kind, graph, isKeras: isKeras, json: config.json)
  }

  /// A graph, which no config need describe.
  init(
    name: String, kind: String, _ graph: Graph, isKeras: Bool = true, json: JSON = .null
  ) throws {
    (self.name, self.kind, self.graph) = (name, kind, graph)
    (self.isKeras, self.json) = (isKeras, json)
    order = try CallSequence(graph, model: name).calls
    read = graph.tensorsRead
    forgotten = ForgottenMasks(graph)
  }

  /// Whether the config of a class that is not Keras' says of which layers it is made and how they
  /// are connected, as a subclass of Functional or Sequential does that has a train_step of its own.
  static func isWhole(_ body: JSON, isTop: Bool) -> Bool {
    guard let layers = body["layers"]?.arrayValue, !layers.isEmpty,
      layers.allSatisfy({ $0["class_name"]?.stringValue != nil })
    else { return false }
    if body["input_layers"] != nil, body["output_layers"] != nil { return true }
    let keys = ["name", "trainable", "dtype", "layers", "build_input_shape"]
    return isTop && (body.objectValue?.keys ?? []).allSatisfy(keys.contains)
  }

  /// The classes that are not Keras' of this model and of those in it.
  var ownClasses: [String] {
    (isKeras ? [] : [kind])
      + graph.nodes.flatMap { ($0.layer as? ModelLayer)?.ownClasses ?? [] }
  }

  package var title: String { "\(kind) of \(graph.nodes.count) layers" }
  package var parts: [Part] { graph.nodes.map(\.part) }
  package var castsInputs: Bool { false }
  package var outputCount: Int { graph.outputs.count }

  /// The layers that serve fit alone, so that no prediction calls them.
  package var nodesOfFit: Set<Int> {
    let kept = Set((order + graph.inputs.map(\.call)).map(\.node))
    return Set(graph.nodes.indices.filter { !graph.nodes[$0].calls.isEmpty && !kept.contains($0) })
  }

  /// The input layers in the order in which the model takes its inputs.
  package var inputNodes: [Graph.Node] { graph.inputs.map { graph.nodes[$0.node] } }

  package func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    try run(call, to: eq).outputs
  }

  package func lowerOverTimesteps(_ call: Call, to eq: Equations) throws -> [Signal] {
    try run(call, to: eq, overTimesteps: true).outputs
  }

  /// What became of a model's equations: its outputs, or the layer that stopped them.
  struct Outcome {
    var outputs: [Signal] = []
    var obstacle: (any Error)?
  }

  /// Writes the layers' equations one after the other.
  ///
  /// With `keepsGoing`, an error ends the list and is reported; what was written stays, in models inside too. With
  /// `overTimesteps` the first axis of every tensor is of time, and each layer goes through all of it.
  func run(
    _ call: Call, to eq: Equations, keepsGoing: Bool = false, overTimesteps: Bool = false
  ) throws -> Outcome {
    guard call.inputs.count == graph.inputs.count else {
      throw eq.obstacle(
        "it takes \(graph.inputs.count) inputs and gets \(call.inputs.count)",
        Advice.gap)
    }
    var known: [TensorReference: Signal] = [:]
    for (reference, input) in zip(graph.inputs, call.inputsWithMasks) {
      let part = graph.nodes[reference.node].part
      known[reference] = try part.conformed(input, eq, overTimesteps: overTimesteps)
    }
    for layerCall in order {
      let node = graph.nodes[layerCall.node]
      do {
        let weights = call.weights.part(layerCall.node)
        let outputs =
          if keepsGoing, let inner = node.layer as? ModelLayer {
            try eq.asFarAsPossible {
              try lower(layerCall, known, weights, eq) { call in
                let outcome = try inner.run(call, to: eq, keepsGoing: true)
                if let obstacle = outcome.obstacle { throw obstacle }
                return outcome.outputs
              }
            }
          } else if keepsGoing, node.part.isOpen {
            // What it computes before a function that nobody has said can be looked at.
            try eq.asFarAsPossible { try lower(layerCall, known, weights, eq) }
          } else if overTimesteps {
            try lower(layerCall, known, weights, eq) { try node.lowerOverTimesteps($0, to: eq) }
          } else {
            try eq.whole { try lower(layerCall, known, weights, eq) }
          }
        for (tensor, output) in outputs.enumerated() {
          known[TensorReference(layerCall, tensor: tensor)] = output
        }
      } catch {
        guard keepsGoing, !(error is Interrupted) else { throw error }
        return Outcome(obstacle: error)
      }
    }
    let outputs = graph.outputs.compactMap { seen($0, known) }
    guard outputs.count == graph.outputs.count else {
      let obstacle = Obstacle(
        path: eq.path.isEmpty ? name : eq.path, kind: kind,
        reason: "an output of it is made by no layer", advice: Advice.gap)
      guard keepsGoing else { throw obstacle }
      return Outcome(obstacle: obstacle)
    }
    return Outcome(outputs: outputs)
  }

  /// One call of a layer: its arguments looked up, its inputs cast, its equations written, by `body` where it is given.
  private func lower(
    _ own: CallReference, _ known: [TensorReference: Signal], _ weights: LayerWeights,
    _ eq: Equations, by body: ((Call) throws -> [Signal])? = nil
  ) throws -> [Signal] {
    let part = graph.nodes[own.node].part
    let graphCall = graph.nodes[own.node].calls[own.index]
    let path = (eq.path.isEmpty ? "" : eq.path + "/") + own.path(part.name)
    return try eq.call(
      path, kind: part.config.kind, title: part.title, dtype: part.config.computeType,
      variables: part.config.variableType, weights: weights.own,
      remark: remark(part, graphCall, isTraining: eq.trainingSeed != nil),
      isTraining: graphCall.saysTraining(part.config.version)
    ) {
      var call = Call([], weights: weights)
      call.arguments = try graphCall.arguments.map { try argument($0, known, by: own, eq) }
      call.keywords = try graphCall.keywords.mapValues { try argument($0, known, by: own, eq) }
      call.castsFirst = graph.castsFirst(of: graphCall, for: part)
      call.outputsRead = read[own] ?? []
      if let outputs = try given(at: path, call, part, eq) { return outputs }
      try refuse(call, of: part, eq)
      if graphCall.isTraining, eq.trainingSeed == nil { try refuseBatchStatistics(part, eq) }
      call = try fed(call, to: part, eq)
      return try ModelLayer.told(of: part, eq) {
        let outputs =
          try part.lowerInLayout(call, to: eq) ?? body?(call) ?? part.layer.lower(call, to: eq)
        if !part.layer.takesPlainValues, call.readsNoSamples(eq) {
          for output in outputs { eq.noteWithoutSamples(output.term) }
        }
        eq.note(outputs: outputs.map(\.term))
        return outputs
      }
    }
  }

  /// The call with its tensors as the layer takes them: cast, first states apart, under the layer's own names.
  private func fed(_ given: Call, to part: Part, _ eq: Equations) throws -> Call {
    var call = try part.arranged(given, eq)
    var inputs = try call.arguments.flatMap(\.tensors).map { try part.cast($0, to: eq) }
    var states = try call.keywords["initial_state"].map(\.tensors)?.map {
      try part.cast($0, to: eq)
    }
    if part.layer.isRecurrent, inputs.count > 1 {
      // Keras 1 and 2 save the states as inputs behind the sequence.
      states = Array(inputs.dropFirst())
      inputs = Array(inputs.prefix(1))
    }
    call.initialStates = (states ?? []).map(\.term)
    call.inputs = named(inputs, in: part, eq)
    var renamed = call.inputs[...]
    call.arguments = call.arguments.map { $0.map { renamed.popFirst() ?? $0 } }
    call.mask = (call.keywords["mask"]?.tensors.first?.term).map { eq.local("m", $0) }
    eq.note(inputs: call.inputs.map(\.term))
    return call
  }

  /// Refuses lengths where a layer takes arrays, and arrays of the file that no weight of the layer is.
  private func refuse(_ call: Call, of part: Part, _ eq: Equations) throws {
    guard !(part.layer is ModelLayer) else { return }
    if !part.layer.takesPlainValues { try call.refuseLengths(for: part.layer, eq) }
    try refuseOpenBatch(for: part, eq)
    if let key = part.firstMissing(in: call.weights) {
      throw eq.obstacle(
        "the file has no weight \(key) for it: Keras does not load such a file",
        "Save the model with its weights, or give them with --weights FILE.")
    }
    guard let place = call.weights.firstSurplus else { return }
    throw eq.obstacle(
      "the file keeps an array more than its weights for it, \(place)",
      "Layers that were quantized have such; save the model before quantize().")
  }

  /// Refuses a layer that keeps states from call to call where the model's inputs leave open for how many samples.
  private func refuseOpenBatch(for part: Part, _ eq: Equations) throws {
    guard part.keepsStates,
      !inputNodes.isEmpty,
      inputNodes.allSatisfy({ node in
        (node.layer as? InputLayer).map { $0.shape != nil && $0.batchSize == nil } ?? false
      })
    else { return }
    throw eq.obstacle(
      "it is stateful, and the model's input does not say how many samples are fed at once: Keras refuses to open such a file",
      "Build the model with a batch size, keras.Input(batch_shape=(1, …)), and save again.")
  }

  /// What writing a layer's equations throws, told as an obstacle of that layer.
  private static func told<Result>(
    of part: Part, _ eq: Equations, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as EquationError {
      throw Obstacle(
        path: error.layer, kind: part.config.kind, reason: error.problem,
        advice: "What is fed, or the file, does not fit the layer.", isMisfit: true)
    } catch let error as UnknownFunction {
      throw error.obstacle(eq)
    } catch let error as WrittenError {
      throw eq.obstacle(error.message, error.hint, isMisfit: true)
    }
  }

  /// A prediction is that of every sample by itself, so that what looks at all of them cannot be.
  private func refuseBatchStatistics(_ part: Part, _ eq: Equations) throws {
    guard let taker = BatchStatistics.taker(in: part) else { return }
    throw eq.obstacle(
      "it is called with training=True, and \(taker) then takes the mean and variance of all "
        + "samples fed together; samples are computed one by one here",
      "Call it without training=True, and save again.")
  }

  /// Inside a layer its input is x, or x₁, x₂, …, and their masks m, m₁, m₂, …, whatever the
  /// layers before call them.
  func named(_ inputs: [Signal], in part: Part, _ eq: Equations) -> [Signal] {
    guard !(part.layer is ModelLayer) else { return inputs }
    return inputs.enumerated().map { index, input in
      func name(_ letter: String) -> Name {
        inputs.count == 1
          ? Name(letter) : Name.numbered(letter, index + part.layer.firstInput)
      }
      return Signal(
        eq.local(name("x"), input.term), mask: input.mask.map { eq.local(name("m"), $0) })
    }
  }

  private func remark(_ part: Part, _ call: GraphCall, isTraining: Bool) -> String? {
    if isTraining { return part.trainingRemark }
    return call.isTraining ? RandomOutputs.remark(part) : nil
  }

  /// A tensor as a call finds it, or what reads the model's outputs in the end.
  private func seen(
    _ tensor: TensorReference, _ known: [TensorReference: Signal], by call: CallReference? = nil
  ) -> Signal? {
    let signal = known[tensor]
    return forgotten.isTaken(off: tensor, before: call) ? signal.map { Signal($0.term) } : signal
  }

  private func argument(
    _ argument: GraphArgument, _ known: [TensorReference: Signal], by call: CallReference,
    _ eq: Equations
  ) throws -> Argument<Signal> {
    try argument.map { reference in
      guard let signal = seen(reference, known, by: call) else {
        throw eq.obstacle("an input of it is made by no layer before it", Advice.gap)
      }
      return signal
    }
  }
}
