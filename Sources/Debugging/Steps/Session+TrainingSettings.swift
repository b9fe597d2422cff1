import Models

/// How training is done from now on.
extension Session {
  /// Takes a loss in place of the file's, as it is typed (`LossWords`); nil: the file's.
  package func useLoss(_ name: String?) throws {
    guard name != lossName else { return }
    try setting(\.lossName, to: name) {
      guard let aim else { return }
      if isOnData { return try walkThroughData() }
      let (outputs, samples) = try predicted()
      let new: Aim
      do {
        new = try aim.with(loss: name, for: model, outputs, samples: samples)
      } catch let error as InputError {
        throw InputError(
          error.message,
          hint: error.hint + " target -d takes the target back; then set loss, and target anew.")
      }
      try take(try new.weighing(classWeighting, in: model))
    }
  }

  /// Sets something of training and does what follows from it; when that throws, all is as before.
  private func setting<Value>(
    _ place: ReferenceWritableKeyPath<Session, Value>, to new: Value, _ follow: () throws -> Void
  ) rethrows {
    let before = self[keyPath: place]
    self[keyPath: place] = new
    do {
      try follow()
    } catch {
      self[keyPath: place] = before
      throw error
    }
  }

  /// Lets samples weigh by their class from now on; nil: as they are.
  package func useClassWeights(_ new: ClassWeighting?) throws {
    guard new != classWeighting else { return }
    try setting(\.classWeighting, to: new) {
      guard let aim else { return }
      if isOnData { try walkThroughData() } else { try take(try aim.weighing(new, in: model)) }
    }
  }

  /// Takes an optimizer of a name in place of the file's; nil: the file's as it was left. It goes on from the weights as
  /// they are trained, and from nothing that another one has kept.
  package func useOptimizer(_ text: String?) throws {
    guard text != optimizerText else { return }
    let before = (optimizer, optimizerText)
    let new = try text.map(model.optimizer(named:))
    do {
      try retarget { (optimizer, optimizerText) = (new, text) }
    } catch {
      (optimizer, optimizerText) = before
      throw error
    }
  }

  /// Trains as Keras does on another backend from now on.
  package func useBackend(_ new: Backend) throws {
    guard new != backend else { return }
    try setting(\.backend, to: new) { try retarget() }
  }

  /// Takes batches of another size or order from now on.
  package func useBatches(_ new: BatchSetting) throws {
    guard new != batches else { return }
    if isOnData, let fixed = model.fixedBatch, new.size != fixed, new.size != batches.size {
      throw InputError(
        "\(model.name) keeps its states for \(fixed == 1 ? "1 sample" : "\(fixed) samples") at once, as its file says: "
          + "its batches have no other size")
    }
    try setting(\.batches, to: new) { if isOnData { try walkThroughData() } }
  }

  /// Goes back to the weights of the file, and to its optimizer as it was left.
  package func forgetTraining() throws {
    machine?.course?.isTrained = false
    (model, optimizer, settledSteps) = (original, nil, 0)
    (lowered, unfedRun) = (nil, nil)
    if let text = optimizerText { optimizer = try model.optimizer(named: text) }
    guard let feed, machine != nil else { return }
    if aim != nil {
      try retarget()
    } else {
      begin(try run(try program(for: feed.shapes), of: feed))
    }
  }
}
