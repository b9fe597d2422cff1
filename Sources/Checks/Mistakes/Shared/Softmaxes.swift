import Equations
import Terms

/// What mistakes with softmax in the last layer, in hidden ones and in all share.
enum Softmaxes {
  static func slips(
    _ name: MistakeName, _ title: String, _ anatomy: Anatomy,
    _ change: @escaping @Sendable (Term, Int) -> Term
  ) -> [Slip] {
    // A loss of the logits does not read what it gives.
    let last = anatomy.hasLossOfLogits ? nil : anatomy.last.flatMap { $0.isOfSoftmax ? $0 : nil }
    let hidden = anatomy.hidden.filter { $0.isOfSoftmax && $0.path != anatomy.last?.path }
    let samples = anatomy.samples
    func slip(_ name: MistakeName, _ title: String, _ layers: [Anatomy.Activated]) -> Slip {
      Slip(
        name, title,
        .equation("a", in: layers.map(\.path)) { change(Anatomy.argument($0.term), samples) })
    }
    return (last.map { [slip(name, title, [$0])] } ?? [])
      + (last.map {
        hidden.isEmpty ? [] : [slip(name.unpaired, title + ", in all layers", hidden + [$0])]
      } ?? [])
      + anatomy.inEach(hidden) { slip(name.unpaired, title + ", in the hidden layers", $0) }
  }
}

extension Anatomy.Activated {
  fileprivate var isOfSoftmax: Bool { isApplied(Softmax.self) }
}
