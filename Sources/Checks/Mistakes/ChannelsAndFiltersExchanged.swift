import Tensors
import Terms

/// A kernel (…window, channels, filters) read as (…window, filters, channels), where there are as many of both.
struct ChannelsAndFiltersExchanged: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inKernels(
      .possible("C12"), "the kernel's channels and filters exchanged"
    ) { kernel, rank in
      let shape = kernel.shape
      guard shape.rank == rank + 2, shape[rank] == shape[rank + 1], shape[rank] > 1 else {
        return nil
      }
      return kernel(Permute(Permute.swappingLastTwo(shape.rank)))
    }
  }
}
