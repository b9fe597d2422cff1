import Debugging
import Models
import Tensors

extension Diagnostician {
  /// The shape that numbers of a place have, for `zeros` that are given of it; nil where there is no such place.
  ///
  /// `dense/kernel@1` and `dense/kernel:grad` are places of training. With a sample asked for, numbers of it alone will do.
  package func shape(ofPlace place: String?, sample: Int? = nil) -> Shape? {
    let (word, subscripts) = PartOfValue.split(place ?? "output")
    switch WantedOfTraining(word) {
    case .gradient(let path), .after(let path, _):
      let variable = experiment.model.trainableVariables.first {
        $0.path == path || $0.path.hasSuffix("/" + path)
      }
      if let variable { return part(subscripts, of: word, variable.shape) }
    case .losses, .optimizer, .nothing: break
    }
    let own = outline.unchanged(word) ?? word
    guard let whole = try? outline.shape(of: own, in: .model),
      let shape = part(subscripts, of: word, whole)
    else { return nil }
    let isOfAll = !outline.isShared(own) && sample == nil && outline.samples > 1
    return isOfAll ? shape.inserting(outline.samples, at: 0) : shape
  }

  private func part(_ subscripts: String, of word: String, _ whole: Shape) -> Shape? {
    (try? PartOfValue(subscripts, of: word, whole))?.shape
  }
}
