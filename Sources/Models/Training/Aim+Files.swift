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
      guard let name = array.name, name.hasPrefix("sample_weight") else { continue }
      for output in model.outputNames.indices
      where name == "sample_weight" || name == "sample_weight\(output)" {
        weights[output] = array.tensor
      }
    }
    return weights
  }
}
