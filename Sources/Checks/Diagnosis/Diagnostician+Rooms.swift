import Debugging
import Equations
import Terms

/// What rounding does over steps of training.
extension Diagnostician {
  /// How far it may take each number, in their order; nil where none of them is of what a step changes, or the gradient of
  /// that behind other steps, whose weights it was computed with.
  ///
  /// A slope that is nothing but rounding, as that of a bias before a BatchNormalization, moves a weight as far as any
  /// other where an optimizer divides by its size: such a number tells of no mistake.
  func rooms(of given: [GivenNumbers]) -> [Double]? {
    guard let step = steps?.step else { return nil }
    let updates = given.map { outline.update(of: $0.place) }
    // The first gradient rests on no step.
    let gradients = given.map { step > 0 ? updateByGradient(of: $0.place) : nil }
    guard (updates + gradients).contains(where: { $0 != nil }), let stepRooms else { return nil }
    return zip(given, zip(updates, gradients)).flatMap { numbers, places -> [Double] in
      let rooms =
        places.0.flatMap { stepRooms.spread(step, $0) }
        ?? places.1.flatMap { stepRooms.spreadOfGradient(step, $0) }
      return rooms.map(numbers.part.of) ?? [Double](repeating: 0, count: numbers.numbers.count)
    }
  }

  /// Which update a place is the gradient of.
  private func updateByGradient(of place: String) -> Int? {
    let program = outline.program
    guard let index = (try? outline.lookup(place, in: .model))?.equation,
      program.equations.indices.contains(index)
    else { return nil }
    let id = program.equations[index].result.id
    return program.updates.firstIndex { program.gradients[$0.given] == id }
  }
}
