import Tensors

/// Arrays as a batch of what a model takes.
extension Feed {
  /// The arrays as a batch, if their shapes are those of the model's inputs.
  package static func fitted(_ tensors: [Tensor], _ inputs: [Model.Input]) throws -> Feed {
    var batched: [Tensor] = []
    var isBatch = false
    for (given, input) in zip(tensors, inputs) {
      try refuseOtherKind(given, input)
      let tensor = inColumn(given, input)
      if input.accepts(tensor.shape),
        let one = tensor.reshaped(tensor.shape.inserting(1, at: 0))
      {
        batched.append(one)
      } else if tensor.shape.rank > 0, input.accepts(tensor.shape.removing(0)) {
        isBatch = true
        batched.append(tensor)
      } else {
        throw misfit(tensor, input)
      }
    }
    let samples = batched.map { $0.shape[0] }
    guard let count = samples.max(), count > 0 else {
      throw InputError("there is no sample in what is fed", hint: "Feed at least one.")
    }
    guard samples.allSatisfy({ $0 == count }) else {
      throw InputError(
        "the inputs have different numbers of samples: "
          + samples.map(String.init).joined(separator: ", "))
    }
    let typed = try zip(batched, inputs).map { try cast($0, as: $1) }
    return Feed(tensors: typed, samples: count, isBatch: isBatch)
  }

  private static func misfit(_ tensor: Tensor, _ input: Model.Input) -> InputError {
    let batch = input.shapeText.dropFirst()
    var hint = "One sample is \(input.shapeText), a batch of N samples (N, \(batch)."
    let open = input.shape?.filter { $0 == nil }.count ?? 0
    if let shape = input.shape {
      let count = shape.compactMap { $0 }.reduce(1, *)
      let lengths = shape.compactMap { $0 }
      if open == 0, count > 0, tensor.count == count, shape.count > 1 {
        hint +=
          tensor.shape.dims == lengths.reversed()
          ? " Its transpose would do: add .T."
          : " The numbers would fill it: add .reshape(\(lengths.map(String.init).joined(separator: ", ")))."
      } else if open == 0, shape.count > 1, tensor.shape.dims == Array(lengths.dropFirst()) {
        hint += " What is fed is one row of it, and it has \(lengths[0])."
      } else if tensor.shape.rank == 0 {
        hint += " The same number in every place is fed as ones * 3."
      }
    }
    return InputError(
      "\(input.name) takes \(input.shapeText), but what is fed is \(tensor.shape.inWords)",
      hint: hint)
  }
}
