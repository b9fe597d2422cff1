import Equations
import Tensors
import Terms

/// `Σ xᵢyᵢ/n` or `Σ xᵢyᵢ/√n`: the product of a Dot layer as a mean, or scaled as in attention (M13).
struct DotAveraged: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, over: @Sendable (Double) -> Double)] = [
      ("Dot divided by the n that it sums over", { $0 }),
      ("Dot divided by √n, as attention's scores are", { $0.squareRoot() }),
    ]
    return ways.flatMap { title, over in
      anatomy.inCalls(anatomy.frames("Dot"), .known("M13").unpaired, title) { draft in
        guard draft.name.ascii == "y" else { return nil }
        return draft.term.mapping(MatMul.self) { op, operands in
          guard let width = operands.first?.shape.dims.last, width > 1 else { return nil }
          return .apply(op, operands) / .number(over(Double(width)))
        }
      }
    }
  }
}
