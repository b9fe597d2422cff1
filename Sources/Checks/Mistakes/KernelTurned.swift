/// `Σ x[place + tap]·W[−1 − tap]`: the kernel turned by 180°, as a convolution of mathematics and of SciPy turns it.
struct KernelTurned: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inKernels("C1", "the kernel turned by 180°, as SciPy's convolve turns it") {
      $0.turned(rank: $1)
    }
  }
}
