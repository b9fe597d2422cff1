import Equations
import Terms

/// What mistakes with normalizing layers share.
enum Normalizations {
  enum Kind { case batch, layer }

  static func slips(
    _ name: MistakeName, _ title: String, _ anatomy: Anatomy, _ kind: Kind,
    _ revision: ([String]) -> Revision
  ) -> [Slip] {
    let frames = anatomy.calls.filter { frame in
      switch kind {
      case .batch: frame.kind.contains("BatchNormalization")
      case .layer: frame.kind == "LayerNormalization"
      }
    }
    return anatomy.inEach(frames) { Slip(name, title, revision($0.map(\.path))) }
  }

  /// Another ε beside the variance.
  static func epsilon(_ epsilon: Double, _ paths: [String]) -> Revision {
    .equation("n", in: paths) { draft in
      draft.term.replacing { part in
        guard case .apply(let op, let operands) = part, op is Add, operands.count == 2,
          case .number = operands[1]
        else { return nil }
        return epsilon == 0 ? operands[0] : operands[0] + .number(epsilon)
      }
    }
  }
}

extension Term {
  /// The term with two values in each other's places; nil when one of them is not there.
  func exchanging(_ a: String, _ b: String) -> Term? {
    guard let first = value(a), let second = value(b) else { return nil }
    return replacing { part in
      switch part.value?.name.ascii {
      case a: second
      case b: first
      default: nil
      }
    }
  }
}
