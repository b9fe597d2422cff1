import Models

/// How training is done from now on.
extension Session {
  /// Takes a loss in place of the file's, as it is typed (`LossWords`); nil: the file's.
  package func useLoss(_ name: String?) throws {
    guard name != lossName else { return }
    let before = lossName
    lossName = name
    do {
      guard let aim else { return }
      if isOnData { return try walkThroughData() }
      let (outputs, samples) = try predicted()
      let new = try aim.with(loss: name, for: model, outputs, samples: samples)
      try take(try new.weighing(classWeighting, in: model))
    } catch {
      lossName = before
      throw error
    }
  }

  /// Lets samples weigh by their class from now on; nil: as they are.
  package func useClassWeights(_ new: ClassWeighting?) throws {
    guard new != classWeighting else { return }
    let before = classWeighting
    classWeighting = new
    do {
      guard let aim else { return }
      if isOnData { try walkThroughData() } else { try take(try aim.weighing(new, in: model)) }
    } catch {
      classWeighting = before
      throw error
    }
  }

  /// Takes an optimizer of a name in place of the file's; nil: the file's as it was left.
  package func useOptimizer(_ text: String?) throws {
    guard text != optimizerText else { return }
    let before = (optimizer, optimizerText)
    optimizer = try text.map(model.optimizer(named:))
    optimizerText = text
    do {
      try retarget()
    } catch {
      (optimizer, optimizerText) = before
      throw error
    }
  }

  /// Trains as Keras does on another backend from now on.
  package func useBackend(_ new: Backend) throws {
    guard new != backend else { return }
    let before = backend
    backend = new
    do {
      try retarget()
    } catch {
      backend = before
      throw error
    }
  }

  /// Takes batches of another size or order from now on.
  package func useBatches(_ new: BatchSetting) throws {
    guard new != batches else { return }
    if isOnData, let fixed = model.fixedBatch, new.size != fixed, new.size != batches.size {
      throw InputError(
        "\(model.name) keeps its states for \(fixed == 1 ? "1 sample" : "\(fixed) samples") at once, as its file says: "
          + "its batches have no other size")
    }
    let before = batches
    batches = new
    do {
      if isOnData { try walkThroughData() }
    } catch {
      batches = before
      throw error
    }
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
