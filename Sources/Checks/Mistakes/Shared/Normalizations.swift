import Equations
import Terms

/// What mistakes with normalizing layers share.
enum Normalizations {
  enum Kind { case batch, layer, ofSample, any }

  static func slips(
    _ name: MistakeName, _ title: String, _ anatomy: Anatomy, _ kind: Kind,
    _ revision: ([String]) -> Revision
  ) -> [Slip] {
    func slips(_ frames: [Frame], _ words: String = "") -> [Slip] {
      anatomy.inEach(frames) { Slip(name, title + words, revision($0.map(\.path))) }
    }
    let (ofBatch, ofSample) = (frames(anatomy, .batch), frames(anatomy, .ofSample))
    guard kind == .any, !ofBatch.isEmpty, !ofSample.isEmpty else {
      return slips(frames(anatomy, kind))
    }
    // Of two formulas one alone may be wrong, wherever it stands.
    let all = slips(frames(anatomy, .any))
    return all.prefix(1) + slips(ofBatch, ", in BatchNormalization")
      + slips(ofSample, ", but not in BatchNormalization")
  }

  static func frames(_ anatomy: Anatomy, _ kind: Kind) -> [Frame] {
    anatomy.calls.filter { frame in
      let isOfBatch = frame.kind.contains("BatchNormalization")
      let isOfSample = ["LayerNormalization", "GroupNormalization", "RMSNormalization"]
        .contains(frame.kind)
      return switch kind {
      case .batch: isOfBatch
      case .layer: frame.kind == "LayerNormalization"
      case .ofSample: isOfSample
      case .any: isOfBatch || isOfSample
      }
    }
  }

  /// Another ε beside the variance.
  static func epsilon(_ epsilon: Double, _ paths: [String]) -> Revision {
    deviation(paths) { variance, _ in
      (epsilon == 0 ? variance : variance + .number(epsilon))(Sqrt())
    }
  }

  /// ε beside the deviation, outside of the root; nil is the layer's own.
  static func epsilonOutside(_ epsilon: Double?, _ paths: [String]) -> Revision {
    deviation(paths) { variance, own in variance(Sqrt()) + .number(epsilon ?? own) }
  }

  /// Another term for `√(σ² + ε)`.
  static func deviation(
    _ paths: [String], _ change: @escaping @Sendable (_ variance: Term, _ epsilon: Double) -> Term
  ) -> Revision {
    .equation { draft in
      guard paths.contains(draft.path) else { return nil }
      return draft.term.mapping(Sqrt.self) { _, operands in
        guard let (variance, epsilon) = operands.first?.pair(of: Add.self),
          let number = epsilon.plainNumber
        else { return nil }
        return change(variance, number)
      }
    }
  }

  /// The last equation without γ, without β, or without both, where it has them.
  static func without(gamma: Bool, beta: Bool, _ paths: [String]) -> Revision {
    .equation("y", in: paths) { draft in
      let scaled = gamma ? draft.term.withoutGamma : draft.term
      return beta ? scaled?.without { $0.isOf("beta") } : scaled
    }
  }

  /// The last equation without γ and β, whether it has one of them or both.
  static func plain(_ paths: [String]) -> Revision {
    .equation("y", in: paths) { draft in
      let scaled = draft.term.withoutGamma ?? draft.term
      return scaled.without { $0.isOf("beta") } ?? scaled
    }
  }
}

extension Term {
  /// Whether all that it reads is a value of a name.
  fileprivate func isOf(_ name: String) -> Bool {
    !values.isEmpty && values.allSatisfy { $0.name.ascii == name }
  }

  /// `n` of `γ ⊙ n`.
  fileprivate var withoutGamma: Term? {
    mapping(Multiply.self) { _, operands in
      guard operands.count == 2, let own = operands.firstIndex(where: { $0.isOf("gamma") }) else {
        return nil
      }
      return operands[1 - own]
    }
  }

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
