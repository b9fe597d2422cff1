import Equations
import Tensors
import Terms

/// How like two images are.
extension OperationCall {
  /// `SSIM = (2μ₁μ₂ + c₁)(2σ₁₂ + c₂) / ((μ₁² + μ₂² + c₁)(σ₁² + σ₂² + c₂))`, the mean over all windows and channels; means,
  /// variances and what they share under Gauss' bell.
  func likeness() throws -> Term {
    let given = try operands(["image1"], ["image2"])
    let own = dtype(of: given[0])
    guard given[0].shape.rank == 3, given[0].shape == given[1].shape, own == dtype(of: given[1]),
      given[0].shape.count > 0
    else { throw misuse("of \(given[0].shape) and \(given[1].shape) is not supported") }
    try refuseChannelsFirst()
    let images = given.map { real($0) }
    let (dtype, channels) = (dtype(of: images[0]), given[0].shape.width)
    let most = try number("max_val") ?? 1
    let size = try integer("filter_size") ?? 11
    let sigma = try number("filter_sigma") ?? 1.5
    guard (1...255).contains(size), given[0].shape.dims.prefix(2).allSatisfy({ $0 >= size }) else {
      throw misuse("of \(given[0].shape) by windows of \(size), which do not fit into the image")
    }
    guard sigma != 0 else { throw misuse("with filter_sigma=0") }
    func small(_ name: String, _ share: Double) throws -> Term {
      let root = (try number(name) ?? share) * most
      return .number(dtype.rounded(root * root))
    }
    let (c1, c2) = try (small("k1", 0.01), small("k2", 0.03))
    let bell = OperationRules.bell(size, Float(sigma))
    let D = try eq.constant("D", [size, size, channels, 1], dtype) {
      bell.flatMap { y in
        bell.flatMap { [Double](repeating: dtype.rounded(Double(y * $0)), count: channels) }
      }
    }
    func mean(_ x: Term) -> Term {
      .apply(DepthwiseConvolve(rank: 2, Sliding(rank: 2)), [x, D])
    }
    let means = try images.enumerated().map {
      try eq(.numbered("mu", $0 + 1), mean($1), "means of windows")
    }
    func shared(_ name: Name, _ a: Int, _ b: Int) throws -> Term {
      try eq(name, mean(images[a] * images[b]) - means[a] * means[b])
    }
    let both = try shared("s_12", 0, 1)
    let spread = try (shared("s_11", 0, 0), shared("s_22", 1, 1))
    let likeness = (2 * (means[0] * means[1]) + c1) * (2 * both + c2)
    let size1 = means[0] * means[0] + means[1] * means[1] + c1
    let map = try eq(
      "q", likeness / (size1 * (spread.0 + spread.1 + c2)), "how like two windows are")
    let y = map(Reduce(.mean, axes: [0, 1]))(Reduce(.mean))
    return own == dtype ? y : y(Cast(own))
  }
}
