import Equations
import Terms

/// `a = tanh(z)` where the hidden layers have relu, and the other ways round.
struct HiddenActivationOfAnother: Mistake {
  private static let functions: [(word: String, apply: @Sendable (Term) -> Term)] = [
    ("relu", { $0(Relu()) }), ("tanh", { $0(Tanh()) }), ("σ", { $0(Sigmoid()) }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    HiddenActivationOfAnother.functions.flatMap { word, apply in
      // σ for relu is a mistake of its own.
      let hidden = anatomy.hidden.filter { one in
        apply(one.argument) != one.term && !(word == "σ" && one.isApplied(Relu.self))
      }
      return anatomy.inEach(hidden) { layers in
        let paths = layers.map(\.path)
        return Slip(
          .known("D21").unpaired, "\(word) as the hidden activation, not the model's",
          .equation("a", in: paths) { apply(Anatomy.argument($0.term)) })
      }
    }
  }
}
