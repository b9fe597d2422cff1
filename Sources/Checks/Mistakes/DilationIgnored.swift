import Terms

/// A window of neighbours where its elements are to stand apart (C14).
struct DilationIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inSlidings(
      of: anatomy.convolutions, .known("C14").unpaired, "the dilation ignored"
    ) { sliding, window in
      Sliding(rank: window.count, strides: sliding.strides, padding: sliding.padding)
    }
  }
}
