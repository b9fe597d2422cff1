import Tensors

/// Targets and weights of samples that stand beside inputs in a file.
extension Aim {
  /// The targets that a file has beside inputs, by the outputs' numbers: arrays called y, y0, y1, … or as an output.
  package static func targets(among arrays: [FileArray], of model: Model) -> [Int: Tensor] {
    let inputs = model.inputs.map(\.name)
    let arrays = arrays.filter { array in
      array.name.map { !inputs.contains($0) } ?? false
    }
    // Beside y0 an array of the output's name is what Keras computed.
    let numbered = arrays.filter { $0.name?.first == "y" }
    var given: [Int: Tensor] = [:]
    for array in arrays + numbered {
      if let output = Aim.output(array.name ?? "", model.outputNames) {
        given[output] = array.tensor
      }
    }
    return given
  }

  /// The number of the output that an array of a name is of.
  package static func output(_ name: String, _ names: [String]) -> Int? {
    names.firstIndex(of: name) ?? names.indices.first { "y\($0)" == name }
      ?? (name == "y" ? 0 : nil)
  }

  /// The weights of samples that a file has beside inputs and targets, by the outputs' numbers.
  package static func weights(among arrays: [FileArray], of model: Model) -> [Int: Tensor] {
    var weights: [Int: Tensor] = [:]
    for array in arrays {
      for output in Aim.weighed(array.name ?? "", outputs: model.outputNames.count) {
        weights[output] = array.tensor
      }
    }
    return weights
  }

  /// The outputs whose samples an array of a name weighs: `sample_weight` those of all, `sample_weight1` those of the second;
  /// none for any other name.
  package static func weighed(_ name: String, outputs: Int) -> Range<Int> {
    if name == "sample_weight" { return 0..<outputs }
    let output = (0..<outputs).first { name == "sample_weight\($0)" }
    return output.map { $0..<$0 + 1 } ?? 0..<0
  }
}
