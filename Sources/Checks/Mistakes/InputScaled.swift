import Equations
import Tensors
import Terms

/// The numbers fed brought to another range, as images are: divided by 255 before, or not, or twice (X3).
struct InputScaled: Mistake {
  private static let ways: [(title: String, change: @Sendable (Double) -> Double)] = [
    ("divided by 255", { $0 / 255 }),
    ("multiplied by 255", { $0 * 255 }),
    ("taken as x/127.5 − 1", { $0 / 127.5 - 1 }),
    ("taken as 2x − 1", { 2 * $0 - 1 }),
    ("taken as (x + 1)/2", { ($0 + 1) / 2 }),
    ("taken as (x + 1)·127.5", { ($0 + 1) * 127.5 }),
    ("divided by 256", { $0 / 256 }),
    ("divided by 255²: ÷255 twice more", { $0 / 65_025 }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.hasNumbersFed else { return [] }
    let formulas = rescalings(of: anatomy)
    return InputScaled.ways.compactMap { title, change in
      // That is the model's own Rescaling done twice, or left out.
      let isOwn = formulas.contains { own in
        [0.0, 1, 255].allSatisfy { x in isSame(change(x), own(x)) || isSame(change(own(x)), x) }
      }
      guard !isOwn else { return nil }
      return anatomy.fed(.known("X3").unpaired, title) { $0.holding($0.elements.map(change)) }
    }
  }

  private func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-6 * max(1, abs(b)) }

  /// What Rescaling layers make of the numbers that are fed.
  private func rescalings(of anatomy: Anatomy) -> [(Double) -> Double] {
    anatomy.frames("Rescaling").compactMap { frame in
      guard frame.inputs.contains(where: { anatomy.isAmong(anatomy.program.inputs, $0) }),
        let term = anatomy.term("y", of: frame.path)
      else { return nil }
      let (product, shift) = term.pair(of: Add.self) ?? (term, 0)
      guard let scale = product.pair(of: Multiply.self)?.1.plainNumber,
        let offset = shift.plainNumber
      else { return nil }
      return { $0 * scale + offset }
    }
  }
}
