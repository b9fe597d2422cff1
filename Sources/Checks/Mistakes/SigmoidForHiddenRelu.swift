import Equations
import Terms

/// `a = σ(z)` where hidden layers have relu, or one of them.
struct SigmoidForHiddenRelu: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.hidden.filter { $0.isApplied(Relu.self) }) { layers in
      let revision = SigmoidForHiddenRelu.revision(layers.map(\.path))
      return Slip("D04", "σ in place of the hidden relu", revision)
    }
  }

  static func revision(_ paths: [String]) -> Revision {
    .equation("a", in: paths) { Anatomy.argument($0.term)(Sigmoid()) }
  }
}
