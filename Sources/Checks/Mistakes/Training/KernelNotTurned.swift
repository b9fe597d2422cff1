import Terms

/// `∂x` of a convolution as a convolution of ∂z with W as it is, where the kernel is turned by 180° on the way back; or ∂W
/// turned, which is not.
struct KernelNotTurned: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the kernel not turned by 180° on the way back through a convolution"
    let input = anatomy.slips("T95", title, in: anatomy.gradients) { site, term in
      guard site.name == "dx" else { return nil }
      return term.mapping(ConvolveTranspose.self) { op, operands in
        guard operands.count == 2, let kernel = operands[1].turned(rank: op.rank) else {
          return nil
        }
        return .apply(op, [operands[0], kernel])
      }
    }
    let own = anatomy.slips(
      "T95", "the gradient of a convolution's kernel turned by 180°", in: anatomy.gradients
    ) { _, term in
      term.convolvedKernelWindow.flatMap { term.turned(rank: $0.count) }
    }
    return input + own
  }
}

extension Term {
  /// The window of a kernel's gradient, `Σ conv2d_kernel(x, ∂z)`; nil of another one.
  fileprivate var convolvedKernelWindow: [Int]? {
    guard case .apply(let op, _) = operand(of: OverSamples.self) ?? self else { return nil }
    return (op as? ConvolveKernel)?.window
  }
}
