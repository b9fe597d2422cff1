import Equations
import Tensors
import Terms

/// `∂E` of an index that comes several times as a mean over its places, or of the last of them alone, as `dE[x] = ∂y` has it;
/// Keras adds them up.
struct RepeatedIdsNotAdded: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the gradient of an index that comes several times "
    let averaged = anatomy.slips("T92", title + "averaged, not added up", in: anatomy.gradients) {
      _, term in Lookup(term).map { term / .apply(Maximum(), [$0.counts, 1]) }
    }
    let samples = anatomy.samples
    let sites = anatomy.gradients.filter { site in
      Lookup(site.term).map { samples * $0.index.shape.count <= RepeatedIdsNotAdded.most } ?? false
    }
    let places = Set(sites.map { "\($0.path).\($0.name)" })
    guard !places.isEmpty else { return averaged }
    return averaged + [
      Slip(
        "T92", title + "taken of the last place alone, not added up",
        .equation { draft in
          guard places.contains("\(draft.path).\(draft.name.ascii)") else { return nil }
          return Lookup(draft.term)?.ofLastPlaces(samples, draft.equations)
        })
    ]
  }

  /// So many places are compared with each other at most.
  private static let most = 64
}

/// The way back of a lookup, summed over the samples.
private struct Lookup {
  let whole: Term
  let op: ScatterAdd
  /// What comes back to each place, and the index there.
  let gradient, index: Term

  init?(_ term: Term) {
    let inner = term.operand(of: OverSamples.self) ?? term
    guard case .apply(let op, let operands) = inner, let op = op as? ScatterAdd,
      operands.count == 2
    else { return nil }
    (whole, self.op, gradient, index) = (term, op, operands[0], operands[1])
  }

  /// How often each index comes.
  var counts: Term {
    whole.replacing { part in
      guard case .apply(let op, let operands) = part, op is ScatterAdd else { return nil }
      return .apply(op, [0 * operands[0] + 1, operands[1]])
    }
  }

  /// What comes back to a place of which no later one has the index.
  func ofLastPlaces(_ samples: Int, _ equations: Equations) -> Term {
    let behind = RepeatedIds.behind(samples * index.shape.count, equations)
    let rows = op.rows
    return .named(
      NamedFunction("scatter_last") { operands in
        RepeatedIds.last(operands[0], operands[1], operands[2], samples, rows)
      }, [gradient, index, behind])
  }
}

/// Places of which no later one has the same index.
private enum RepeatedIds {
  /// 1 where the second of two places stands behind the first.
  static func behind(_ places: Int, _ equations: Equations) -> Term {
    let order = (0..<places).flatMap { p in (0..<places).map { $0 > p ? 1.0 : 0 } }
    return equations.constant(Name("behind"), Tensor(Shape([places, places]), .float32, order))
  }

  /// The table with what comes back to them.
  static func last(
    _ gradient: Term, _ index: Term, _ behind: Term, _ samples: Int, _ count: Int
  ) -> Term {
    let places = samples * index.shape.count
    let all = index(AllSamples(count: samples))
    let rows = gradient(AllSamples(count: samples))(Reshape([places, gradient.shape.width]))
    let isSame = Term.apply(Equal(), [all(Reshape([places, 1])), all(Reshape([1, places]))])
    let later = Term.select(isSame, behind, 0)(Reduce(.sum, axes: [1]))
    let isLast = Term.select(.apply(GreaterEqual(), [later, 1]), 0, 1)
    return .apply(
      ScatterAdd(count), [rows * isLast(Reshape([places, 1])), all(Reshape([places]))])
  }
}
