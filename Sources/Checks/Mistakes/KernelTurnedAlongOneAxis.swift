import Tensors
import Terms

/// `Σ x[place + tap]·W[−1 − tap]` along one axis of the window alone: the kernel upside down, or left for right (C25).
struct KernelTurnedAlongOneAxis: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways = ["upside down", "left for right"]
    return ways.enumerated().flatMap { axis, title in
      anatomy.inKernels(.possible("C25").unpaired, "the kernel \(title)") { kernel, rank in
        guard rank > 1, kernel.shape[axis] > 1 else { return nil }
        return kernel(Flip(axis: axis))
      }
    }
  }
}
