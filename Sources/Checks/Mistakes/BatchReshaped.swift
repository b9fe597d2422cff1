import Equations
import Tensors
import Terms

/// `Z = reshape(X·W, (units, n)) + b[:, None]`: the batch's product is reshaped where the column
/// form needs it transposed; D14 has σ in the hidden layer besides.
struct BatchReshaped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let all = anatomy.dense.map(\.path)
    let samples = anatomy.samples
    guard samples > 1, let first = all.first else { return [] }
    let later = Array(all.dropFirst())
    var ways = [("in the first layer", BatchReshaped.revision([first], samples))]
    if all.count > 2 {
      ways.append(("in every hidden layer", BatchReshaped.revision(Array(all.dropLast()), samples)))
    }
    if all.count > 1 {
      let kernels = Revision.equation("z", in: later) { draft in
        draft.term.replacing("W") { $0.reshapedForTransposed }
      }
      let revision = BatchReshaped.revision([first], samples) + kernels
      ways.append(("in the first layer, later kernels too", revision))
      ways.append(("in every layer", BatchReshaped.revision(all, samples)))
    }
    let title = "X·W reshaped, not transposed"
    let relu = anatomy.hidden.filter { $0.isApplied(Relu.self) }.map(\.path)
    if let last = anatomy.last {
      // The script that this was seen in printed the last sum.
      ways += ways.map { way, revision in
        let sum = Revision.equation("a", in: [last.path]) { Anatomy.argument($0.term) }
        return ("\(way), no output activation", revision + sum)
      }
    }
    return ways.flatMap { way, revision -> [Slip] in
      let slip = Slip("D13", "\(title), \(way)", revision)
      guard !relu.isEmpty else { return [slip] }
      let both = revision + SigmoidForHiddenRelu.revision(relu)
      return [slip, Slip("D14", "\(title), \(way), σ for relu", both)]
    }
  }

  private static func revision(_ paths: [String], _ samples: Int) -> Revision {
    .equation("z", in: paths) { draft in
      guard draft.term.shape.rank == 1 else { return nil }
      return draft.term.replacing { part in
        guard case .apply(let op, _) = part, op is MatMul else { return nil }
        let all = part(AllSamples(count: samples))
        return all(Reshape([part.shape.width, samples])).transposed(OwnSample())
      }
    }
  }
}
