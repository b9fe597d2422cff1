import Equations
import Terms

/// BatchNormalization's weights read in another order than Keras' γ, β, mean, variance (N13), in all layers.
///
/// γ and β alone exchanged are N5, mean and variance N6.
struct BatchWeightsInAnotherOrder: Mistake {
  private static let order = ["gamma", "beta", "mu", "sigma2"]
  private static let words = [
    "gamma": "gamma", "beta": "beta", "mu": "mean", "sigma2": "variance",
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = Normalizations.frames(anatomy, .batch).filter {
      anatomy.term("sigma2", of: $0.path) == nil
    }
    let names = BatchWeightsInAnotherOrder.order.filter { name in
      frames.contains { frame in frame.weights.contains { $0.name.ascii == name } }
    }
    guard names.count > 2 else { return [] }
    let paths = frames.map(\.path)
    return names.orders.filter { read in
      let moved = zip(names, read).filter { $0 != $1 }.map(\.0)
      return !moved.isEmpty && moved != ["gamma", "beta"] && moved != ["mu", "sigma2"]
    }.flatMap { read in
      let list = read.compactMap { BatchWeightsInAnotherOrder.words[$0] }.joined(separator: ", ")
      // What is no variance may be below 0.
      return [false, true].map { dropsSign in
        Slip(
          .known("N13").unpaired,
          "the normalization's weights read in the order \(list)"
            + (dropsSign ? ", without the sign under the root" : ""),
          BatchWeightsInAnotherOrder.revision(paths, names, read, dropsSign))
      }
    }
  }

  /// What is taken for `read[i]` is the weight that stands in place i.
  private static func revision(
    _ paths: [String], _ names: [String], _ read: [String], _ dropsSign: Bool
  ) -> Revision {
    .equation("y", in: paths) { draft in
      guard let n = draft.equations.term("n", of: draft.path) else { return nil }
      let values = names.map { draft.equations.value($0, of: draft.path) }
      guard !values.contains(where: { $0 == nil }) else { return nil }
      return draft.term.replacing("n") { _ in n }.replacing { part in
        guard let name = part.value?.name.ascii, let place = read.firstIndex(of: name) else {
          return nil
        }
        return name == "sigma2" && dropsSign ? values[place]?(Abs()) : values[place]
      }
    }
  }
}
