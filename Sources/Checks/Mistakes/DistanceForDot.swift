import Equations
import Tensors
import Terms

/// A distance where a Dot layer has a product: `√Σ(x − y)²`, its square, `Σ|x − y|`, or `1 − Σ xᵢyᵢ` (M14).
struct DistanceForDot: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, of: @Sendable (_ difference: Term) -> Term)] = [
      ("the distance √Σ(x₁ − x₂)²", { $0(Square())(Reduce(.sum, keepsAxes: true))(Sqrt()) }),
      ("the squared distance Σ(x₁ − x₂)²", { $0(Square())(Reduce(.sum, keepsAxes: true)) }),
      ("the distance Σ|x₁ − x₂|", { $0(Abs())(Reduce(.sum, keepsAxes: true)) }),
    ]
    let name = MistakeName.possible("M14").unpaired
    let distances = ways.flatMap { title, of in
      anatomy.inCalls(anatomy.frames("Dot"), name, "\(title), not the product of Dot") { draft in
        guard draft.name.ascii == "y" else { return nil }
        return draft.term.mapping(MatMul.self) { op, operands in
          let whole = Term.apply(op, operands)
          guard operands.count == 2, whole.shape.count == 1 else { return nil }
          let flat = operands.map { $0(Reshape([$0.shape.count])) }
          return of(flat[0] - flat[1])(Reshape(whole.shape.dims))
        }
      }
    }
    let turned = anatomy.inCalls(
      anatomy.frames("Dot"), name, "1 − Dot, the distance of cosines"
    ) { $0.name.ascii == "y" ? 1 - $0.term : nil }
    return distances + turned
  }
}
