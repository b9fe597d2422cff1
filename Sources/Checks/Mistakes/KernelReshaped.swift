import Equations
import Terms

/// `z = reshape(W, (out, in))·x + b`: in the column form the kernel is reshaped, not transposed.
struct KernelReshaped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.dense) { layers in
      Slip(
        "D11", "the kernel reshaped instead of transposed",
        .equation("z", in: layers.map(\.path)) {
          $0.term.replacing("W") { $0.reshapedForTransposed }
        })
    }
  }
}
