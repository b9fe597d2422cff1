import Containers
import Debugging
import Equations
import Models
import Tensors

/// `(L(w + h) − L(w − h)) / 2h` beside `∂L/∂w`: the gradients of a target against what the loss really does when a
/// weight is moved a little.
///
/// All in float64, in a run of its own, with what was set in the walk. A loss that is computed again tells nothing of
/// how the gradient was: the two have only the way forwards in common.
package struct GradientCheck {
  /// One number of a weight.
  package struct Number: Sendable {
    /// `dense.dW[0, 1]`: its gradient, as it can be typed.
    package let place: String
    package let gradient, difference: Double
    package let verdict: Verdict

    package var apart: Double { abs(gradient - difference) }
    /// How far apart they are, measured by the larger of both.
    package var share: Double {
      let size = max(abs(gradient), abs(difference))
      return apart == 0 ? 0 : size > 0 ? apart / size : .infinity
    }
  }

  package enum Verdict: Sendable, Equatable {
    case agrees
    /// The loss has a corner there: its slopes on both sides differ, and so judge no gradient.
    case corner(below: Double, above: Double)
    case differs
    /// The loss or the gradient is no number.
    case undefined
  }

  /// In the order of the weights and of their elements.
  package private(set) var numbers: [Number] = []
  /// How many numbers the weights have that have gradients, and how many weights.
  package private(set) var count = 0
  package private(set) var weights = 0
  /// Whether it was ended before all was compared.
  package private(set) var isInterrupted = false

  /// The worst first: what differs, corners, then what agrees least.
  package var worstFirst: [Number] {
    numbers.enumerated().sorted { a, b in
      let (first, second) = (a.element, b.element)
      if first.verdict.rank != second.verdict.rank {
        return first.verdict.rank < second.verdict.rank
      }
      return first.share == second.share ? a.offset < b.offset : first.share > second.share
    }.map(\.element)
  }

  /// Compares so many numbers of every weight, spread over it evenly, and the one of the largest gradient; `most`
  /// nil: all. `told` hears how many are compared, of how many.
  package init(
    _ session: Session, most: Int?, told: @Sendable @escaping (Int, Int) -> Void = { _, _ in }
  ) throws {
    let run = try session.preciseRun()
    guard let loss = run.program.loss else {
      throw InputError("there is no loss to go back from", hint: "target says what is wanted.")
    }
    _ = try run.go(to: .tick(run.program.tickCount))
    try Interruption.check()
    let program = run.program
    let gradients = program.gradients.sorted { $0.key < $1.key }
    let pairs = try gradients.map { value, gradient in
      let numbers = try run.read(program.values[gradient])
      return (value: program.values[value], gradient: program.values[gradient], numbers: numbers)
    }
    weights = pairs.count
    count = pairs.reduce(0) { $0 + $1.numbers.count }
    let chosen = pairs.map { GradientCheck.places(in: $0.numbers.elements, most) }
    let all = chosen.reduce(0) { $0 + $1.count }
    let mover = Mover(run: run, loss: loss)
    for (pair, places) in zip(pairs, chosen) {
      for place in places {
        let entry = Entry(value: pair.gradient, element: place, steps: [])
        let own = pair.numbers.elements[place]
        guard let (difference, verdict) = try mover.compare(own, pair.value, place) else {
          isInterrupted = true
          return
        }
        numbers.append(
          Number(
            place: run.place(of: entry), gradient: own, difference: difference, verdict: verdict))
        told(numbers.count, all)
      }
    }
  }

  /// Which elements are compared, in their order.
  private static func places(in gradients: [Double], _ most: Int?) -> [Int] {
    let count = gradients.count
    guard let most, count > most else { return Array(0..<count) }
    var places = Set((0..<max(most - 1, 0)).map { $0 * count / max(most - 1, 1) })
    if let largest = gradients.indices.max(by: { abs(gradients[$0]) < abs(gradients[$1]) }) {
      places.insert(largest)
    }
    return places.sorted()
  }
}

extension GradientCheck.Verdict {
  fileprivate var rank: Int {
    switch self {
    case .undefined: 0
    case .differs: 1
    case .corner: 2
    case .agrees: 3
    }
  }
}
