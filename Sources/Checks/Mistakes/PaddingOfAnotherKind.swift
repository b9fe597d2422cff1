import Terms

/// `padding="valid"` for `"same"`, and the other way round (C15).
struct PaddingOfAnotherKind: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.convolutions + anatomy.poolings
    let kinds: [Sliding.Padding] = [.valid, .same]
    return kinds.flatMap { kind in
      anatomy.inSlidings(
        of: frames, .known("C15").unpaired, "\(kind.rawValue) padding, not the layer's"
      ) { sliding, window in
        sliding.padding == kind
          ? nil
          : Sliding(
            rank: window.count, strides: sliding.strides, padding: kind,
            dilation: sliding.dilation)
      }
    }
  }
}
