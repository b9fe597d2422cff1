/// The height and the width of a square kernel exchanged (C2); turned by 180° besides (C3).
struct KernelTransposed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inKernels("C2", "the kernel's height and width exchanged") {
      $0.windowTransposed(rank: $1)
    }
      + anatomy.inKernels(.known("C3").unpaired, "the kernel transposed and turned by 180°") {
        $0.windowTransposed(rank: $1)?.turned(rank: $1)
      }
  }
}
