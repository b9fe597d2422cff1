import Containers
import Equations
import Tensors
import Terms

/// How the numbers of a run differ from others, equation by equation.
package struct RunDifference: Sendable {
  /// Two numbers of one place that differ.
  package struct Pair: Sendable {
    /// The execution at which they were computed.
    package let moment: Moment
    /// The element, counted row by row.
    package let element: Int
    package let own, other: Double

    package var size: Double { distance(own, other) }
  }

  /// One equation in all timesteps.
  package struct Row: Sendable {
    package let equation: Int
    /// The first execution that differs, in the order of computation.
    package let first: Pair
    package let largest: Pair
  }

  /// The equations that differ, in the order in which they first do.
  package private(set) var rows: [Row] = []
  /// How many equations were compared.
  package private(set) var compared = 0

  /// Compares what both runs have computed, for one sample.
  ///
  /// Equations are found by their places: in other number formats there may be other casts.
  package init(_ machine: Machine, _ other: Machine, sample: Int) throws {
    var byPlace: [String: Value] = [:]
    for (place, equation) in zip(other.program.equationPlaces, other.program.equations) {
      byPlace[place] = equation.result
    }
    let places = machine.program.equationPlaces
    try self.init(machine, upTo: machine.frontier, sample: sample) { moment in
      guard let value = byPlace[places[moment.equation]],
        other.isExecuted(value, at: moment.steps)
      else { return nil }
      return try other.read(value, at: moment.steps, sample: sample)
    }
  }

  /// Compares a run up to a tick with numbers from elsewhere; nil where there are none.
  package init(
    _ machine: Machine, upTo ticks: Int, sample: Int,
    _ other: (Moment) throws -> Tensor?
  ) throws {
    var places: [Int: Int] = [:]
    var equations: Set<Int> = []
    for tick in stride(from: 1, through: ticks, by: 1) {
      try Interruption.check()
      guard let moment = machine.program.moment(tick), let theirs = try other(moment),
        theirs.dtype != .string
      else {
        continue
      }
      equations.insert(moment.equation)
      let result = machine.program.equations[moment.equation].result
      let own = try machine.read(result, at: moment.steps, sample: sample)
      guard let pair = try RunDifference.largest(own, theirs, at: moment) else { continue }
      if let place = places[moment.equation] {
        guard pair.size > rows[place].largest.size else { continue }
        rows[place] = Row(equation: moment.equation, first: rows[place].first, largest: pair)
      } else {
        places[moment.equation] = rows.count
        rows.append(Row(equation: moment.equation, first: pair, largest: pair))
      }
    }
    compared = equations.count
  }

  private static func largest(_ own: Tensor, _ other: Tensor, at moment: Moment) throws -> Pair? {
    var worst: Pair?
    for (index, pair) in zip(own.elements, other.elements).enumerated() {
      try Interruption.check(at: index)
      let size = distance(pair.0, pair.1)
      guard size > worst?.size ?? 0 else { continue }
      worst = Pair(moment: moment, element: index, own: pair.0, other: pair.1)
    }
    return worst
  }
}

extension Machine {
  /// Whether a value was computed, be it before or behind the position.
  fileprivate func isExecuted(_ value: Value, at steps: [Int]) -> Bool {
    written(value, at: steps).reach <= frontier
  }
}
