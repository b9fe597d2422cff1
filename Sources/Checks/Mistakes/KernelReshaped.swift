import Equations
import Terms

/// `z = reshape(W, (out, in))·x + b`: in the column form the kernel is reshaped, not transposed.
struct KernelReshaped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let all = anatomy.dense.map(\.path)
    let groups = [all] + (all.count > 1 ? all.map { [$0] } : [])
    return groups.filter { !$0.isEmpty }.map { paths in
      let only = paths.count < all.count ? ", in \(paths[0]) alone" : ""
      return Slip(
        "D11", "the kernel reshaped instead of transposed" + only,
        .equation("z", in: paths) { $0.term.replacing("W") { $0.reshapedForTransposed } })
    }
  }
}
