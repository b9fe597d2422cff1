import Equations
import Layers
import Tensors
import Terms
import Training

/// Behind the outputs: the loss, and the gradients of what training changes.
extension Model {
  /// The equations of a prediction of such shapes and, where there is an aim, of what stands behind it: the loss, the
  /// gradients, and the update where the mode has an optimizer. `then` writes what comes last.
  package func program(
    for shapes: [Shape], aiming aim: Aim?, as mode: Aim.Mode, revision: Revision? = nil,
    then: (_ eq: Equations) throws -> Void = { _ in }
  ) throws -> Program {
    try program(
      for: shapes, precision: mode.precision, trainingSeed: mode.seed,
      changesWeights: aim != nil && (mode.optimizer != nil || mode.changesWeights),
      revision: revision
    ) { outputs, eq in
      if let aim { try write(aim, behind: outputs, as: mode, to: eq) }
      try then(eq)
    }
  }

  /// Throws where fit adds a loss that is no output's: `model.add_loss(…)` of Keras 2.
  private func refuseAddedLoss() throws {
    guard layer.graph.kinds.contains("AddLoss") else { return }
    throw Obstacle(
      path: Aim.path, kind: "Loss",
      reason:
        "the model adds a loss of its own (add_loss), which fit counts and which is not computed here",
      advice:
        "Predictions are as Keras has them; save a model without add_loss to look at its training.")
  }

  /// Writes the loss of a prediction, goes back from it, and changes the weights where there is an optimizer.
  package func write(
    _ aim: Aim, behind outputs: [Signal], as mode: Aim.Mode, to eq: Equations
  ) throws {
    let dtype = mode.precision ?? .float32
    try refuseAddedLoss()
    for one in aim.judged { try refuseLayout(of: outputs[one.output], one.name, eq) }
    let isOnly = aim.judged.count == 1
    // Targets come first, so that whatever asks how many samples there are finds them.
    let targets = aim.judged.enumerated().map { index, one in
      let type = TensorType(one.target.shape.removing(0), dtype)
      return eq.target(isOnly ? "y" : Name.numbered("y", index + 1), type)
    }
    var sampleWeights: [Int: Term] = [:]
    for one in aim.judged {
      guard let tensor = one.weights else { continue }
      let name = isOnly ? Name("w") : Name.numbered("w", one.output + 1)
      sampleWeights[one.output] = eq.target(name, TensorType(tensor.shape.removing(0), dtype))
    }
    var losses: [(loss: Term, weight: Double?)] = []
    for (one, y) in zip(aim.judged, targets) {
      let path = Aim.path + (isOnly ? "" : "/" + one.name)
      let remarks = [one.remark, trainingDifference(isTraining: mode.seed != nil)]
        .compactMap(\.self)
      try eq.call(
        path, kind: "Loss", title: one.heading, dtype: dtype,
        remark: remarks.isEmpty ? nil : remarks.joined(separator: "; ")
      ) {
        losses.append(
          (
            try loss(
              one, y, outputs[one.output],
              try weight(y, sampleWeights[one.output], aim.classes, eq), mode.backend, eq),
            one.loss.weight
          ))
      }
    }
    let activities = try activityPenalties(eq, dtype)
    let total = try eq.call(
      Aim.path, kind: "Loss", title: isOnly ? "with regularizers" : "of all outputs", dtype: dtype
    ) {
      // The outputs' losses have one name; where they are added up each has its number.
      let parts = losses.enumerated().map { index, part in
        isOnly ? part : (eq.local(Name.numbered("L", index + 1), part.loss), part.weight)
      }
      return try TotalLoss.write(parts, penalties: activities + (try penalties(eq)), to: eq)
    }
    guard let total else {
      throw InputError("no output of \(name) has a loss", hint: "Name one: set loss mse, say.")
    }
    let trained = Set(variables(trainedIn: mode).compactMap(\.weight.identity))
    let weights = eq.weights { $0.identity.map(trained.contains) ?? false }
    try refuseGradientsPastGiven(weights, eq)
    guard let optimizer = mode.optimizer else {
      try eq.backward(from: [(total, 1)], to: weights)
      return
    }
    let scaled = try scaled(total, optimizer, dtype, eq)
    let gradients = try eq.backward(from: [(scaled?.loss ?? total, 1)], to: weights, of: total)
    try write(optimizer, gradients, scaled?.kept, mode, to: eq)
  }

  /// Throws where Keras has an output's samples elsewhere than along its first axis, along which losses count them.
  private func refuseLayout(of output: Signal, _ name: String, _ eq: Equations) throws {
    guard let layout = eq.layout(of: output.term) else { return }
    let how =
      layout == .joined
      ? "\(Part.rows([output.term], eq)), rows of all samples" : "time before the samples"
    throw InputError(
      "the output \(name) is \(how), and a loss of it is not computed",
      hint: "Reshape it in the model, so that its first axis is the samples: (-1, 4, 5).")
  }

  private func loss(
    _ one: Aim.Judged, _ y: Term, _ output: Signal, _ weight: Term?, _ backend: Backend,
    _ eq: Equations
  ) throws -> Term {
    let isCast = isCastByLoss(one.output, output.term, eq)
    let logits = backend.handsLogitsOn && !isCast ? Model.logits(of: output.term, eq) : nil
    let judged =
      isCast ? try eq("y_hat", output.term(Cast(eq.dtype)), "as losses take it") : output.term
    let prediction = Prediction(judged, logits: logits)
    let loss = try one.loss.loss.write(
      y, prediction, weight: weight, mask: output.mask, to: eq)
    guard loss.shape.rank == 0 else {
      throw eq.obstacle(
        "its reduction is none: it is no one number, which alone has gradients",
        "Name another with set loss.")
    }
    return loss
  }

  /// Whether the loss takes an output in another format than it has, and so without the logits that go with it: Keras 3
  /// brings all to float32.
  private func isCastByLoss(_ output: Int, _ term: Term, _ eq: Equations) -> Bool {
    guard origin.version.major >= 3 else { return false }
    let own = eq.precision == nil ? (try? term.type().dtype) : layer.format(ofOutput: output)
    return own.map { $0.isFloat && $0 != .float32 } ?? false
  }

  /// What a sample weighs, by itself and by its class.
  private func weight(_ y: Term, _ own: Term?, _ classes: ClassWeighting?, _ eq: Equations) throws
    -> Term?
  {
    guard let classes else { return own }
    let ofClass = try ClassWeights.write(
      y, classes.weights, named: own == nil ? "w" : "c", to: eq)
    return own.map { ofClass * $0.spread(to: ofClass.shape) } ?? ofClass
  }

  /// What a softmax or a sigmoid that gave an output was given: on the TensorFlow backend Keras computes
  /// cross-entropies from it.
  private static func logits(of output: Term, _ eq: Equations) -> Term? {
    guard case .apply(let op, let operands)? = eq.definition(of: output),
      op is Sigmoid || op is Softmax
    else { return nil }
    return operands[0]
  }

  /// What regularizers add to the loss: Keras 3 leaves those of frozen weights out, Keras 1 and 2 do not.
  private func penalties(_ eq: Equations) throws -> [Term] {
    let frozen = origin.version.major < 3 ? frozenVariables : []
    return try (trainableVariables + frozen).compactMap { variable in
      guard let json = variable.regularizer else { return nil }
      let regularizer = try Regularizers.read(
        json, place: variable.path, generation: Generation(origin.version))
      let identity = variable.weight.identity
      guard let w = eq.weights(where: { identity != nil && $0.identity == identity }).first else {
        return nil
      }
      return try regularizer.penalty(of: eq.latest(.value(w)), to: eq)
    }
  }

  // MARK: What fit does otherwise

  /// The layers that act otherwise in `fit` than they do here; nil where there are none.
  package func trainingDifference(isTraining: Bool) -> String? {
    let names = layers(layer).filter { part in
      part.layer.trainingRemark != nil
        || !isTraining
          && (part.layer.isRandomInTraining || part.layer.takesBatchStatistics
            || part.layer.changesInTraining)
    }.map(\.name)
    guard !names.isEmpty else { return nil }
    let list = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    let how = isTraining ? "here as at inference" : "here all is as at inference"
    return
      "in fit \(list) \(names.count == 1 ? "acts" : "act") as in training, \(how): fit's loss differs"
  }

  private func layers(_ layer: any Layer) -> [Part] {
    layer.parts.flatMap { [$0] + layers($0.layer) }
  }
}

extension Aim {
  /// How a loss and what follows it are computed.
  package struct Mode: Sendable {
    /// What random numbers are made from where layers do as in training; nil at inference.
    package var seed: Int?
    /// The format that everything is computed in; nil: what the file says.
    package var precision: DType?
    /// What changes the weights; nil: they stay.
    package var optimizer: OptimizerInUse?
    /// What Keras computes with.
    package var backend = Backend.tensorflow
    /// Whether weights are read as an optimizer changes them, in a format of their own, although none is written.
    package var changesWeights = false
    /// Whether what is frozen is trained all the same, as somebody does who overlooks it.
    package var trainsFrozen = false

    package init(
      seed: Int? = nil, precision: DType? = nil, optimizer: OptimizerInUse? = nil,
      backend: Backend = .tensorflow
    ) {
      (self.seed, self.precision, self.optimizer) = (seed, precision, optimizer)
      self.backend = backend
    }
  }

  /// Where the loss stands.
  package static let path = "loss"
}
