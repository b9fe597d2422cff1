import Terms

/// A window that moves by 1 where it is to move by its strides (C13), or by its own length, as pooling does where no
/// strides are given (C20).
struct StrideIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inSlidings(
      of: anatomy.convolutions, .known("C13").unpaired, "strides ignored: a step of 1"
    ) { sliding, window in sliding.stepping(by: window.map { _ in 1 }) }
      + anatomy.inSlidings(
        of: anatomy.poolings, .known("C13").unpaired, "strides ignored: a step of 1"
      ) { sliding, window in sliding.stepping(by: window.map { _ in 1 }) }
      + anatomy.inSlidings(
        of: anatomy.poolings, .known("C20").unpaired, "the pool size taken for the strides"
      ) { sliding, window in sliding.stepping(by: window) }
  }
}

extension Sliding {
  /// The same window with other steps.
  fileprivate func stepping(by strides: [Int]) -> Sliding {
    Sliding(rank: strides.count, strides: strides, padding: padding, dilation: dilation)
  }
}
