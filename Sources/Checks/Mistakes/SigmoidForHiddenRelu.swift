import Equations
import Terms

/// `a = σ(z)` where a hidden layer has relu.
struct SigmoidForHiddenRelu: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let paths = anatomy.hidden.filter { $0.isApplied(Relu.self) }.map(\.path)
    guard !paths.isEmpty else { return [] }
    return [Slip("D04", "σ in place of the hidden relu", SigmoidForHiddenRelu.revision(paths))]
  }

  static func revision(_ paths: [String]) -> Revision {
    .equation("a", in: paths) { Anatomy.argument($0.term)(Sigmoid()) }
  }
}
