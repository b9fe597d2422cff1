import Containers
import Expressions

extension LayerDefinition {
  /// Refuses what cannot be right of any layer: a name that is given twice, an output that is not computed.
  func check() throws(WrittenError) {
    var known: Set<String> = []
    for weight in weights { try note(weight.name, weight.place, &known) }
    for state in states where known.contains(state.name) {
      throw WrittenError(
        "\(state.name) is a weight already", state.place, length: state.name.count)
    }
    for equation in equations {
      try note(equation.name, equation.place, &known)
      for name in equation.selfReferences {
        let place = equation.place.at(equation.place.column + name.range.lowerBound)
        throw WrittenError(
          "\(name.name) is what this line computes, and cannot stand in it", place,
          length: name.range.count,
          hint: equation.place.file == nil
            ? "x is the layer's input, or z what a function is applied to."
            : "Equations stand in the order of computing, each under a name of its own.")
      }
    }
    for state in states where !equations.contains(where: { $0.name == state.name }) {
      throw WrittenError(
        "no equation gives the state \(state.name)", state.place, length: state.place.line.count,
        hint:
          "\(state.name) = … says what it is after a timestep; \(state.name)_prev is what it was before."
      )
    }
    for output in outputs {
      guard let name = output.name, !equations.contains(where: { $0.name == name }) else {
        continue
      }
      throw WrittenError(
        "no equation gives \(name.onOneLine)", output.place, length: output.place.line.count)
    }
  }

  private func note(
    _ name: String, _ place: WrittenPlace, _ known: inout Set<String>
  ) throws(WrittenError) {
    guard !LayerDefinition.isInput(name), name != "m" else {
      throw WrittenError(
        "\(name) is the layer's \(name == "m" ? "mask" : "input")", place.at(0),
        length: place.line.count, hint: "Another name will do.")
    }
    guard known.insert(name).inserted else {
      throw WrittenError(
        "\(name) is there already", place.at(0), length: place.line.count,
        hint: "Each line has a name of its own.")
    }
  }

  /// `x`, `x0`, `x1`, ….
  static func isInput(_ name: String) -> Bool {
    name.first == "x" && name.dropFirst().allSatisfy { ("0"..."9").contains($0) }
  }

  /// The weights that its equations read: those that are declared, and others by a name that stands for nothing else,
  /// not for a number of the config either: `w0` the first array of the layer, `kernel` one that the file calls so.
  func weightsRead(besides numbers: [String]) -> [Weight] {
    var read = weights
    var known = Set(weights.map(\.name) + states.flatMap { [$0.name, $0.name + "_prev"] } + ["m"])
    known.formUnion(numbers)
    for equation in equations {
      for use in equation.names
      where !known.contains(use.name) && !LayerDefinition.isInput(use.name) {
        guard case .name = WordUse(use.name) else { continue }
        known.insert(use.name)
        let digits = use.name.first == "w" ? Int(use.name.dropFirst()) : nil
        read.append(
          Weight(
            name: use.name, array: digits.map { .place($0) } ?? .name(use.name), shape: nil,
            place: equation.place))
      }
      known.insert(equation.name)
    }
    return read
  }
}

extension LayerDefinition.Equation {
  /// The names that stand in it.
  var names: [Expression.NameUse] {
    (try? Expression(text, names: NoNames()))?.nameUses ?? []
  }

  /// Where it names itself.
  var selfReferences: [Expression.NameUse] { names.filter { $0.name == name } }
}
