import Tensors

/// What the names of arrays say about where they belong.
extension Feed {
  /// An input that nothing fits: what it takes, and what there is in its place.
  static func missing(
    _ input: Model.Input, of model: Model, _ given: [String: Tensor]
  ) -> InputError {
    let inputs = model.ownInputs
    let there = given.keys.sorted().map { "\($0) \(given[$0]?.shape ?? [])" }
    let count = "\(inputs.count) input\(inputs.count == 1 ? "" : "s")"
    let wanted = "\(model.name) takes \(count) and \(input.name) \(input.shapeText) is missing"
    guard !there.isEmpty, !inputs.contains(where: { given[$0.name] != nil }) else {
      let all = inputs.map { "\($0.name)=zeros" }.joined(separator: " ")
      return InputError(
        wanted, hint: "All by their names: \(all); in a shell within quotes.")
    }
    let names = inputs.map(\.name).joined(separator: ", ")
    return InputError(
      "\(wanted); there is \(list(there))",
      hint: "The arrays of a file are called like the inputs, \(names), or x0, x1, …; "
        + "data.npz:NAME takes one.")
  }

  /// Says which arrays of a file belong to no input, nor to the outputs and layers of a golden file, and which targets and
  /// weights of samples are of outputs that the model does not have.
  static func passedOver(_ given: [String: Tensor], _ model: Model) -> [String] {
    let inputs = model.ownInputs
    var known = Set(inputs.map(\.name) + inputs.indices.map { "x\($0)" } + ["x", "y"])
    if inputs.count == 1, given.count == 1 { known.formUnion(given.keys) }
    let layers = Set(model.layer.graph.nodes.map(\.name))
    let ofOutputs = given.keys.sorted().filter { !known.contains($0) && isOfOutput($0) }
    let others = given.keys.sorted().filter { name in
      !known.contains(name) && !ofOutputs.contains(name)
        && !layers.contains(String(name.prefix { !":#/".contains($0) }))
    }
    let missing = ofOutputs.filter { name in
      let number = name.drop { !$0.isNumber }
      return !number.isEmpty && !model.outputNames.indices.contains { "\($0)" == number }
    }
    return [(others, "input"), (missing, "output")].compactMap { names, kind in
      guard !names.isEmpty else { return nil }
      let arrays = list(names.map { "\($0) \(given[$0]?.shape ?? [])" })
      return "passed over, for no \(kind) is called so: \(arrays)"
    }
  }

  /// Whether an array is called like a target, y or y0, or like what samples weigh beside it, sample_weight.
  static func isOfOutput(_ name: String) -> Bool {
    let word = ["sample_weight", "y"].first { name.hasPrefix($0) }
    return word.map { name.dropFirst($0.count).allSatisfy(\.isNumber) } ?? false
  }

  private static func list(_ words: [String]) -> String {
    let most = 6
    let shown = words.prefix(most).joined(separator: ", ")
    return words.count > most ? shown + " and \(words.count - most) more" : shown
  }
}
