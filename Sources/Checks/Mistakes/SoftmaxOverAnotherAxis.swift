import Equations
import Tensors
import Terms

/// `softmax(z, axis=0)` of places with classes: over the places, or over all of a sample.
struct SoftmaxOverAnotherAxis: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let layers = anatomy.activations.filter { layer in
      layer.isApplied(Softmax.self) && layer.argument.shape.rank > 1
    }
    let rank = layers.map(\.argument.shape.rank).max() ?? 1
    let axes = (0..<rank - 1).flatMap { axis in
      anatomy.inEach(layers.map(\.frame)) { frames in
        slip("softmax over axis \(axis + 1), not over the classes", frames) {
          axis < $0.shape.rank - 1 ? $0(Softmax(axis: axis)) : nil
        }
      }
    }
    let all = anatomy.inEach(layers.map(\.frame)) { frames in
      slip("softmax over all of a sample, not over the classes", frames) {
        let dims = $0.shape.dims
        return $0(Reshape([$0.shape.count]))(Softmax())(Reshape(dims))
      }
    }
    return axes + all
  }

  private func slip(
    _ title: String, _ frames: [Frame], _ change: @escaping @Sendable (Term) -> Term?
  ) -> Slip {
    Slip(
      "F1", title,
      .equation("a", in: frames.map(\.path)) { change(Anatomy.argument($0.term)) })
  }
}
