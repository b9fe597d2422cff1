import Equations
import Terms

/// No gradient comes past an output that is given: how it was made of its input is not known.
extension Model {
  /// Refuses to train weights before a layer whose output is given.
  func refuseGradientsPastGiven(_ weights: [Value], _ eq: Equations) throws {
    guard let given = given(among: eq.calls) else { return }
    let ids = Set(weights.map(\.id))
    let before = eq.calls.prefix { $0.id < given.id }.first { frame in
      frame.weights.contains { ids.contains($0.id) }
    }
    if let before { throw Model.nothingComesPast(given.path, to: before.path) }
  }

  /// Refuses the gradient with respect to a value before a layer whose output is given.
  package func refuseSlope(by value: Value, in program: Program) throws {
    guard let given = given(among: program.frames), let output = given.outputs.first,
      value.id < output.id, !outputsGiven.contains(where: { $0.name == value.name.ascii })
    else { return }
    throw Model.nothingComesPast(given.path, to: value.name.ascii)
  }

  private func given(among frames: [Frame]) -> Frame? {
    let names = Set(outputsGiven.map(\.name))
    return names.isEmpty ? nil : frames.first { names.contains($0.path) }
  }

  private static func nothingComesPast(_ layer: String, to place: String) -> InputError {
    InputError(
      "the output of \(layer) is given, so no gradient comes past it to \(place)",
      hint: "layer \(layer) = … says what it makes of its input.")
  }
}
