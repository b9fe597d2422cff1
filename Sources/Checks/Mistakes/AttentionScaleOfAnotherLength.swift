import Equations
import Tensors
import Terms

/// `s = q·kᵀ/√d` with another length than key_dim for d (A3), or divided by key_dim itself (A4).
struct AttentionScaleOfAnotherLength: Mistake {
  /// What was taken for key_dim; `scores` are (heads, queries, keys).
  private enum Length: String, CaseIterable {
    case features = "of all features", heads = "heads · key_dim", keys = "of the keys' number"
    case count = "of the heads' number", itself = "key_dim"
  }

  func slips(in anatomy: Anatomy) -> [Slip] {
    Length.allCases.flatMap { length -> [Slip] in
      let isRoot = length != .itself
      let text = isRoot ? "the root \(length == .heads ? "of " : "")\(length.rawValue)" : "key_dim"
      let end = isRoot ? "√key_dim" : "its root"
      return anatomy.inAttention(
        .known(isRoot ? "A3" : "A4").unpaired, "the scores divided by \(text), not by \(end)",
        AttentionKinds.ofHeads
      ) { draft in
        guard draft.name.ascii == "s", let (scores, _) = draft.term.pair(of: Divide.self),
          let q = draft.term.value("q")?.shape, q.rank == 3
        else { return nil }
        let number: Int
        switch length {
        case .features:
          let x = draft.equations.term("q", of: draft.path)
          guard let x = x?.value("x") ?? x?.value("xq") else { return nil }
          number = x.shape.width
        case .heads: number = q[0] * q.width
        case .keys: number = scores.shape.width
        case .count: number = q[0]
        case .itself: number = q.width * q.width
        }
        // With 1 it is not scaled at all.
        return number == q.width || number == 1
          ? nil : scores / .number(Double(number).squareRoot())
      }
    }
  }
}
