import Containers
import Debugging
import Tensors
import Terms

/// Moves one number of a weight a little, to both sides, and looks what the loss does.
struct Mover {
  let run: Machine
  let loss: Value

  /// How far a number is moved, for each 1 of it: the smaller, the less a bend of the loss disturbs, and the more what
  /// rounding leaves of it.
  private static let steps = [1e-4, 1e-5, 1e-6, 1e-7, 1e-8]
  /// What rounding may leave, of the slope, for a smaller step than the third: many corners of many relus may lie within
  /// each, and none within a small one.
  private static let leastSure = 1e-3
  /// What a slope may be beside another, of the larger.
  static let tolerance = 1e-6
  /// How many roundings a loss may have, in steps between neighbouring numbers.
  private static let roundings = 32.0

  /// The slope of the loss by central differences, and what that says of a gradient; nil when interrupted.
  func compare(
    _ gradient: Double, _ weight: Value, _ element: Int
  ) throws -> (difference: Double, verdict: GradientCheck.Verdict)? {
    let whole = try run.read(weight)
    let here = whole.elements[element]
    defer { _ = try? run.edit(weight, to: whole) }
    func loss(at number: Double) throws -> Double? {
      var elements = Array(whole.elements)
      elements[element] = number
      _ = try run.edit(weight, to: Tensor(whole.shape, whole.dtype, elements))
      _ = try run.go(to: .tick(run.written(self.loss).tick))
      guard !Interruption.isWished() else { return nil }
      return try run.read(self.loss).elements.first ?? .nan
    }
    var difference = Double.nan
    var verdict = GradientCheck.Verdict.undefined
    for (index, step) in Mover.steps.enumerated() {
      let length = step * max(1, abs(here))
      let (high, low) = (here + length, here - length)
      guard let above = try loss(at: high), let below = try loss(at: low) else { return nil }
      let found = (above - below) / (high - low)
      guard found.isFinite, gradient.isFinite else { return (found, .undefined) }
      let noise = Mover.roundings * max(abs(above), abs(below)) * Double.ulpOfOne / length
      let size = max(abs(gradient), abs(found))
      guard index < 3 || noise <= Mover.leastSure * size else { break }
      difference = found
      if abs(gradient - difference) <= Mover.tolerance * size + noise {
        return (difference, .agrees)
      }
      guard index >= 2, let middle = try loss(at: here) else { continue }
      let sides = ((middle - below) / (here - low), (above - middle) / (high - here))
      verdict = Mover.verdict(sides, noise)
    }
    return (difference, verdict)
  }

  /// What slopes on both sides say of a gradient that is not the mean of them: at a corner they can say nothing, for
  /// several relus at 0 may each hand back the slope of another side.
  private static func verdict(
    _ sides: (below: Double, above: Double), _ noise: Double
  ) -> GradientCheck.Verdict {
    let size = max(abs(sides.below), abs(sides.above))
    return abs(sides.above - sides.below) > 2 * noise + 1e-3 * size
      ? .corner(below: sides.below, above: sides.above) : .differs
  }
}
