import Expressions
import Tensors

/// What is fed to a model: an array for each input, with a leading axis of samples.
package struct Feed: Sendable {
  package let tensors: [Tensor]
  package let samples: Int
  /// Whether the person gave an axis of samples, or one bare sample.
  package let isBatch: Bool
  /// What was passed over in the files that were read.
  package internal(set) var remarks: [String] = []
  /// The layers whose outputs are the last of the arrays.
  package let given: [OutputGiven]

  package init(tensors: [Tensor], samples: Int, isBatch: Bool, given: [OutputGiven] = []) {
    self.tensors = tensors
    self.samples = samples
    self.isBatch = isBatch
    self.given = given
  }

  /// The shapes of one sample.
  package var shapes: [Shape] { tensors.map { $0.shape.removing(0) } }

  /// One sample by itself; nil when there is none of that number.
  package func sample(_ index: Int) -> Feed? {
    let rows = tensors.compactMap { $0.row(index) }
    guard rows.count == tensors.count, !rows.isEmpty else { return nil }
    let lifted = rows.compactMap { $0.reshaped($0.shape.inserting(1, at: 0)) }
    return Feed(tensors: lifted, samples: 1, isBatch: false, given: given)
  }

  /// The first samples, as many as are wanted; nil when there are not so many.
  package func first(_ count: Int) -> Feed? {
    let chosen = tensors.compactMap { tensor in
      Tensor.stack((0..<count).compactMap { tensor.row($0) })
    }
    guard samples >= count, chosen.count == tensors.count else { return nil }
    return Feed(tensors: chosen, samples: count, isBatch: true, given: given)
  }

  // MARK: Reading

  /// The arrays of a file named as an input, `data.npz` or `data.npz:x0`; nil for other texts.
  package static func arrays(inFile text: String) throws -> [FileArray]? {
    try ArrayFile(text)?.read()
  }

  /// Reads `[[0, 1], [2, 3]]`, `zeros`, `data.npz`, or `a=… b=…` for a model.
  package static func read(
    _ text: String, for model: Model, names: some Environment = NoNames()
  ) throws -> Feed {
    let inputs = model.ownInputs
    let parts = Assignments.split(
      model.namingText(text), names: inputs.map(\.name), others: model.canGive)
    guard !parts.isEmpty else {
      throw InputError("what is fed is empty", hint: "A value: zeros, say, or a file: x.npy.")
    }
    if let only = parts.first, parts.count == 1, only.name == nil, inputs.count > 1,
      ArrayFile(only.text) == nil
    {
      return try same(only.text, model, names)
    }
    var given: [String: Tensor] = [:]
    var bare: [Tensor] = []
    var remarks: [String] = []
    for part in parts {
      if part.name == nil, let word = Assignments.assignedName(part.text) {
        throw model.noInput(word)
      }
      let input = model.textInput(part.name, at: bare.count)
      for array in try arrays(
        part.text, hint: hint(part.name, model), names, textFor: input, of: model)
      {
        remarks += array.remarks
        guard let name = part.name ?? array.name else {
          bare.append(array.tensor)
          continue
        }
        guard given.updateValue(array.tensor, forKey: name) == nil else {
          throw InputError("\(name) is given twice", hint: "Give each input once.")
        }
      }
    }
    var tensors: [Tensor] = []
    for (index, input) in inputs.enumerated() {
      guard
        let tensor = given[input.name] ?? given["x\(index)"]
          ?? (inputs.count == 1 ? given["x"] : nil)
          ?? (index < bare.count ? bare[index] : nil) ?? onlyArray(given, inputs.count)
      else { throw missing(input, of: model, given) }
      tensors.append(tensor)
    }
    var feed = try fitted(tensors, inputs)
    feed.remarks = remarks + cuts(tensors, inputs) + passedOver(given, model)
    let outputs = given.filter { name, _ in
      !inputs.contains { $0.name == name } && model.canGive(name)
    }
    return outputs.isEmpty ? feed : try feed.giving(outputs, for: model)
  }

  /// The same text for every input, such as `zeros`, each in its own shape.
  private static func same(
    _ text: String, _ model: Model, _ names: some Environment
  ) throws -> Feed {
    let inputs = model.ownInputs
    let tensors = try inputs.map { input in
      let arrays = try arrays(
        text, hint: hint(input.name, model), names,
        textFor: input.dtype == .string ? input : nil, of: model)
      return arrays.first?.tensor ?? Tensor(scalar: 0)
    }
    return try fitted(tensors, inputs)
  }

  /// A file's only array is the only input's, whatever it is called, but for what is called like a target.
  private static func onlyArray(_ given: [String: Tensor], _ inputs: Int) -> Tensor? {
    guard inputs == 1, given.count == 1, let only = given.first, !isOfOutput(only.key) else {
      return nil
    }
    return only.value
  }

  private static func hint(_ name: String?, _ model: Model) -> Shape? {
    let inputs = model.ownInputs
    let input = inputs.first { $0.name == name } ?? inputs.first
    guard let shape = input?.shape else { return nil }
    let one = Shape(shape.map { $0 ?? 3 })
    return model.statefulBatch.map { one.inserting($0, at: 0) } ?? one
  }
}
