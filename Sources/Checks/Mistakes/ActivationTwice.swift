import Equations
import Terms

/// `a = act(act(z))` in the last layer.
struct ActivationTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let last = anatomy.last else { return [] }
    return [
      Slip("D10", "the last activation applied twice", ActivationTwice.revision([last.path]))
    ]
  }

  static func revision(_ paths: [String]) -> Revision {
    .equation("a", in: paths) { $0.term.application.function?($0.term) }
  }
}
