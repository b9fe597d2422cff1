import Equations
import Containers
import Tensors

/// The outputs of layers that are given beside the inputs.
extension Feed {
  /// The same with arrays for the outputs of layers, by their names.
  ///
  /// As what is fed they have an axis of samples in front, or are those of one bare sample.
  func giving(_ outputs: [String: Tensor], for model: Model) throws -> Feed {
    var choices: [[(OutputGiven, Tensor)]] = [[]]
    for (name, tensor) in outputs.sorted(by: { $0.key < $1.key }) {
      let own = try readings(of: tensor, name)
      choices = choices.flatMap { before in own.map { before + [$0] } }
      // Which reading is right shows in the layers behind; more than a few are not tried.
      choices = Array(choices.prefix(8))
    }
    let all = choices.map { choice in
      var feed = Feed(
        tensors: tensors + choice.map(\.1), samples: samples, isBatch: isBatch,
        given: choice.map(\.0))
      feed.remarks =
        remarks + ["\(outputs.keys.sorted().joined(separator: ", ")): given, not computed"]
      return feed
    }
    let fitting =
      all.count < 2
      ? nil
      : all.first { feed in
        let program = try? model.giving(feed.given).program(for: feed.shapes)
        return program.map { $0.obstacle?.isMisfit != true } ?? false
      }
    return fitting ?? all[0]
  }

  /// What an array can be: samples in a row, or the one that is fed.
  private func readings(
    of tensor: Tensor, _ name: String
  ) throws(InputError) -> [(OutputGiven, Tensor)] {
    var readings: [(OutputGiven, Tensor)] = []
    func add(_ batch: Tensor?) {
      guard let batch else { return }
      let dtype = tensor.dtype.isFloat ? DType.float32 : tensor.dtype
      let typed = batch.dtype == dtype ? batch : batch.cast(to: dtype)
      readings.append(
        (OutputGiven(name: name, shape: batch.shape.removing(0), dtype: dtype), typed))
    }
    if tensor.shape.rank > 0, tensor.shape[0] == samples { add(tensor) }
    if samples == 1, !isBatch { add(tensor.reshaped(tensor.shape.inserting(1, at: 0))) }
    guard !readings.isEmpty else {
      let count = samples == 1 ? "1 sample is" : "\(samples) samples are"
      throw InputError(
        "\(count) fed, but what is given for \(name.onOneLine) is \(tensor.shape.inWords)",
        hint: "Its first axis counts samples, as that of the inputs.")
    }
    return readings
  }

  /// The same without what is given for some layers.
  package func without(_ names: (String) -> Bool) -> Feed {
    let own = tensors.count - given.count
    let kept = given.indices.filter { !names(given[$0].name) }
    var feed = Feed(
      tensors: Array(tensors.prefix(own)) + kept.map { tensors[own + $0] }, samples: samples,
      isBatch: isBatch, given: kept.map { given[$0] })
    feed.remarks = remarks
    return feed
  }
}

extension Model {
  /// That something is fed for what is no input.
  func noInput(_ word: String) -> InputError {
    let path = word.split(separator: ":").first.map(String.init) ?? word
    guard layer.graph.nodes.contains(where: { $0.name == path }) else {
      return InputError(
        "\(name) has no input \(word)", hint: "It takes \(inputsText)")
    }
    return InputError(
      "\(path) is no input: it is computed",
      hint:
        "Outputs are given for layers that cannot be computed. set var \(path)… changes a number on the way."
    )
  }
}
