import Equations
import Terms

/// Huber's loss by its square alone, beyond δ as well, or by its straight part alone: in the gradient, or in the loss.
struct HuberOnOneSide: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let paths = Set(
      anatomy.calls.filter { $0.kind == "Loss" && $0.title.hasPrefix("Huber") }.map(\.path))
    guard !paths.isEmpty else { return [] }
    let ways: [(title: String, side: Int)] = [
      ("the square of the error beyond δ as well, where Huber's loss is straight", 1),
      ("the straight part of Huber's loss near the target as well", 2),
    ]
    return ways.flatMap { title, side in
      [anatomy.gradients, anatomy.losses].compactMap { sites in
        anatomy.slip("T97", title, in: sites.filter { paths.contains($0.path) }) { _, term in
          term.mapping(Select.self) { _, parts in
            guard parts.count == 3, parts[0].contains(Abs.self) else { return nil }
            return parts[side]
          }
        }
      }
    }
  }
}
