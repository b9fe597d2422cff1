import Equations

/// `z = conv(x, W)`: a convolution without its bias.
struct ConvolutionBiasMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.convolutions) { frames in
      let paths = frames.map(\.path)
      return Slip(
        .possible("C11"), "the convolution's bias missing",
        .equation { paths.contains($0.path) ? $0.term.withoutBias : nil })
    }
  }
}
