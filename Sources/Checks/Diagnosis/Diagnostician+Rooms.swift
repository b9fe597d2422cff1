import Debugging

/// What rounding does over steps of training.
extension Diagnostician {
  /// How far it may take each number, in their order; nil where none of them is of what a step changes.
  ///
  /// A slope that is nothing but rounding, as that of a bias before a BatchNormalization, moves a weight as far as any
  /// other where an optimizer divides by its size: such a number tells of no mistake.
  func rooms(of given: [GivenNumbers]) -> [Double]? {
    let updates = given.map { outline.update(of: $0.place) }
    guard let step = steps?.step, updates.contains(where: { $0 != nil }), let stepRooms else {
      return nil
    }
    return zip(given, updates).flatMap { numbers, update -> [Double] in
      let rooms = update.flatMap { stepRooms.spread(step, $0) }
      return rooms.map(numbers.part.of) ?? [Double](repeating: 0, count: numbers.numbers.count)
    }
  }
}
