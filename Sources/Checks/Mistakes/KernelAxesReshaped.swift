import Tensors
import Terms

/// `reshape(W, (filters, channels, …window))` where the axes are to be transposed: Keras keeps a kernel as
/// (…window, channels, filters), PyTorch as (filters, channels, …window).
struct KernelAxesReshaped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inKernels("C4", "the convolution's kernel reshaped where its axes must be transposed") {
      kernel, rank in
      let dims = kernel.shape.dims
      guard dims.count == rank + 2 else { return nil }
      let window = Array(dims.prefix(rank))
      let turned = [dims[rank + 1], dims[rank]] + window
      return kernel(Reshape(turned))(Permute(Array(2..<rank + 2) + [1, 0]))
    }
  }
}
