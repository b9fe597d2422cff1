import Equations
import Tensors
import Terms

/// Filters of images whose weights are no model's.
extension OperationRules {
  static let filters = [
    OperationRule("SobelEdges", tf: ["image.sobel_edges"]) { call in
      let x = try call.operands(["images", "image"])[0]
      try call.refuseChannelsFirst()
      guard x.shape.rank == 3, x.shape.dims.prefix(2).allSatisfy({ $0 > 1 }) else {
        throw call.misuse("of \(x.shape) is not supported")
      }
      let wide = try (0..<2).reduce(x) { try call.mirrored($0, $1, (1, 1), 1) }
      let down = [-1.0, -2, -1, 0, 0, 0, 1, 2, 1]
      let right = [-1.0, 0, 1, -2, 0, 2, -1, 0, 1]
      let channels = x.shape.width
      let D = try call.eq.constant("D", [3, 3, channels, 2], call.dtype(of: x)) {
        (0..<9).flatMap { place in (0..<channels).flatMap { _ in [down[place], right[place]] } }
      }
      let both = Term.apply(DepthwiseConvolve(rank: 2, Sliding(rank: 2)), [wide, D])
      return both(Reshape(x.shape.dims + [2]))
    }
    .being(.turnsChannels),
    OperationRule("SSIM") { try $0.likeness() }.being(.turnsChannels),
    OperationRule("ScaleAndTranslate") { try $0.scaledAndMoved() },
    OperationRule("GaussianBlur") { call in
      let x = call.real(try call.operands(["images"])[0])
      try call.refuseChannelsFirst()
      guard x.shape.rank == 3, let size = try call.integers("kernel_size"), size.count == 2,
        size.allSatisfy({ (1...255).contains($0) }),
        case .list(let list)? = call.argument(["sigma"]), list.count == 2
      else { throw call.misuse("of \(x.shape) is not supported") }
      let sigma = list.compactMap(\.plainNumber)
      guard sigma.count == 2, sigma.allSatisfy({ $0 > 0 }) else {
        throw call.misuse("with a sigma that is not above 0")
      }
      let bells = zip(size, sigma).map { OperationRules.bell($0, Float($1)) }
      let whole = bells[1].flatMap { y in bells[0].map { Double(y * $0) } }
      let dtype = call.dtype(of: x)
      let D = try call.eq.constant("D", [size[0], size[1], x.shape.width, 1], dtype) {
        whole.flatMap { [Double](repeating: dtype.rounded($0), count: x.shape.width) }
      }
      let sliding = Sliding(rank: 2, padding: .same)
      return .apply(DepthwiseConvolve(rank: 2, sliding), [x, D])
    }
    .being(.turnsChannels),
  ]

  /// Gauss' bell at the places of a window, all of it 1.
  static func bell(_ count: Int, _ sigma: Float) -> [Float] {
    let numbers = (0..<count).map { place -> Float in
      let far = (Float(place) - Float(count - 1) / 2) / sigma
      return Float(Waves.exponential(Double(-0.5 * far * far)))
    }
    let sum = numbers.reduce(0, +)
    return numbers.map { $0 / sum }
  }
}
