import Equations
import Tensors
import Terms

/// `reshape(x, shape, order="F")`: a Reshape layer that fills column by column, as MATLAB and Fortran do (C30).
struct ReshapedColumnwise: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.frames("Reshape").filter { ($0.outputs.first?.shape.rank ?? 0) > 1 }
    return anatomy.inCalls(
      frames, .possible("C30").unpaired, "reshaped column by column, not row by row"
    ) { draft in
      draft.term.mapping(Reshape.self) { op, operands in
        guard let x = operands.first, op.dims.count > 1 else { return nil }
        let flat = x.shape.rank > 1 ? x(Permute(Array((0..<x.shape.rank).reversed()))) : x
        let turned = flat(Reshape(op.dims.reversed()))
        return turned(Permute(Array((0..<op.dims.count).reversed())))
      }
    }
  }
}
