import Containers
import Models
import Tensors

/// What Keras computed: a `.npz` of inputs, outputs and the outputs of layers.
///
/// `x0`, `x1`, … are the inputs (a single one may be `x`; the names of the input layers do too),
/// `y0`, `y1`, … the outputs in the model's order (a single one may be `y`), and every other array
/// is a layer's output under the layer's name: `rnn:1` its second output, `dense#2` its second
/// call, `encoder/dense` a layer of a nested model.
package struct Golden: Sendable {
  package let file: String
  package let arrays: [NamedTensor]

  package init(file: String, arrays: [NamedTensor]) {
    self.file = file
    self.arrays = arrays
  }

  package init(path: String) throws {
    let arrays = try FileBytes(path: path).reading { file in
      guard !path.hasSuffix(".npy") else {
        throw InputError(
          "\(path): this is one array of NumPy's, and inputs and outputs by their names are wanted",
          hint: "np.savez(\"golden.npz\", x0=x, y0=model.predict(x)) writes both into one file.")
      }
      let archive = try Npz(file.bytes, name: path)
      return try archive.names.map { NamedTensor($0, try Tensor(try archive.array($0))) }
    }
    self.init(file: path, arrays: arrays)
  }

  /// The same without y0, y1, … of outputs that it holds under their own names as well: those are what the outputs are to
  /// be, not what they are.
  package func withoutTargets(of model: Model) -> Golden {
    let targets = model.outputNames.enumerated().compactMap { index, name in
      arrays.contains { $0.name == name } ? "y\(index)" : nil
    }
    return Golden(file: file, arrays: arrays.filter { !targets.contains($0.name) })
  }

  /// A model with the outputs given that it cannot compute and that the file holds.
  func completing(_ model: Model) -> Model {
    let inputs = Set(model.ownInputs.map(\.name))
    let samples = self.inputs(of: model)?.arrays.first?.tensor.shape.dims.first
    // What is not of every sample, as the lengths that tf.shape gives, cannot be fed.
    let outputs = arrays.filter { array in
      !inputs.contains(array.name) && array.tensor.shape.dims.first == samples
        && model.canGive(array.name)
    }
    return outputs.isEmpty ? model : model.giving(outputs.compactMap(OutputGiven.init))
  }

  /// The arrays to feed in the order of the model's inputs, in their formats, and all others;
  /// throws when an input is missing, and where a feed would refuse one.
  func split(for model: Model) throws -> (
    inputs: [Tensor], rest: [NamedTensor], remarks: [String]
  ) {
    let given = model.outputsGiven.compactMap { output in
      arrays.first { $0.name == output.name }
    }
    guard let found = inputs(of: model) else {
      let names = model.ownInputs.map(\.name)
      throw GoldenError(
        file: file, expected: names.indices.map { "x\($0)" }, names: names,
        found: arrays.map(\.name))
    }
    let tensors = (found.arrays + given).map(\.tensor)
    let taken = Set(found.words + given.map(\.name))
    return (
      try zip(tensors, model.inputs).map { try Feed.cast($0, as: $1) },
      arrays.filter { array in !taken.contains(array.name) },
      Feed.cuts(tensors, model.inputs)
        + given.map { "\($0.name): given by the file, not computed" }
    )
  }

  /// The arrays of a model's own inputs, and under which words they stand; nil where one is missing.
  private func inputs(of model: Model) -> (words: [String], arrays: [NamedTensor])? {
    let names = model.ownInputs.map(\.name)
    let candidates = [names.indices.map { "x\($0)" }, names.count == 1 ? ["x"] : [], names]
    for words in candidates where !words.isEmpty {
      let found = words.compactMap { word in arrays.first { $0.name == word } }
      if found.count == names.count { return (words, found) }
    }
    return nil
  }
}

/// A golden file without the inputs that the model takes.
package struct GoldenError: Reported, Sendable {
  package let file: String
  /// The arrays that were looked for.
  package let expected: [String]
  /// The names of the model's inputs.
  package let names: [String]
  package let found: [String]

  package var exitCode: Int32 { ExitStatus.unusableFile }

  package var message: String {
    let held = found.isEmpty ? "nothing" : found.listed
    return """
      \(file): it must hold the model's inputs \(expected.joined(separator: ", ")) \
      (\(names.joined(separator: ", "))), but holds \(held)
      Save them in Keras: np.savez("golden.npz", x0=x, y0=model.predict(x))
      """
  }
}
