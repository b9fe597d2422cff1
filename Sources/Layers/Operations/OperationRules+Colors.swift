import Equations
import Tensors
import Terms

/// Operations on images' colours, edges and borders.
extension OperationRules {
  static let colors = [
    OperationRule("RGBToHSV", tf: ["image.rgb_to_hsv"]) { call in
      let parts = try call.colorChannels()
      let (r, g, b) = (parts[0], parts[1], parts[2])
      let V = try call.eq("V", .maximum(r, .maximum(g, b)), "the value")
      let range = try call.eq(
        "range", V - .minimum(r, .minimum(g, b)), "how far the colours are apart")
      let S = Term.select(.apply(Greater(), [V, 0]), range / V, 0)
      let unit = 1 / (6 * range)
      let fromRed = unit * (g - b)
      let fromGreen = unit * (b - r) + .number(2.0 / 6)
      let fromBlue = unit * (r - g) + .number(4.0 / 6)
      let isGreen = Term.apply(Equal(), [g, V])
      let turned = Term.select(
        .apply(Equal(), [r, V]), fromRed, .select(isGreen, fromGreen, fromBlue))
      let hue = try call.eq(
        "h", .select(.apply(Greater(), [range, 0]), turned, 0), "the hue, which may be below 0")
      return .apply(Concatenate(), [.select(.apply(Less(), [hue, 0]), hue + 1, hue), S, V])
    },
    OperationRule("HSVToRGB", tf: ["image.hsv_to_rgb"]) { call in
      let parts = try call.colorChannels()
      let (h, s, v) = (6 * parts[0], parts[1], parts[2])
      func within(_ term: Term) -> Term { .minimum(.maximum(term, 0), 1) }
      let red = within((h - 3)(Abs()) - 1)
      let green = within(2 - (h - 2)(Abs()))
      let blue = within(2 - (h - 4)(Abs()))
      let white = 1 - s
      return .apply(Concatenate(), [red, green, blue].map { (white + s * $0) * v })
    },
    OperationRule("ExtractPatches", tf: ["image.extract_patches", "extract_image_patches_v2"]) {
      call in
      let x = try call.operands(["images"])[0]
      try call.refuseChannelsFirst()
      guard x.shape.rank == 3, let size = try call.lengths("size", "sizes", rank: 2) else {
        throw call.misuse("of \(x.shape) is not supported")
      }
      guard let count = Shape([size[0], size[1], x.shape.width]).checkedCount, count < 1 << 12
      else { throw call.misuse("by windows of \(size) is not supported: they are too large") }
      let sliding = Sliding(
        rank: 2, strides: try call.lengths("strides", rank: 2) ?? size, padding: try call.padding(),
        dilation: try call.lengths("dilation_rate", "rates", rank: 2) ?? [1])
      // Every number of a window is a channel.
      let E = try call.eq.constant(
        "E", [size[0], size[1], x.shape.width, count], call.dtype(of: x)
      ) {
        (0..<count * count).map { $0 % (count + 1) == 0 ? 1 : 0 }
      }
      return .apply(Convolve(rank: 2, sliding), [x, E])
    },
    OperationRule("PadImages", tf: ["image.pad_to_bounding_box"]) { try $0.framed() },
    OperationRule("CropImages", tf: ["image.crop_to_bounding_box"]) { try $0.cut() },
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
    },
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
    },
  ]

  /// Gauss' bell at the places of a window, all of it 1.
  private static func bell(_ count: Int, _ sigma: Float) -> [Float] {
    let numbers = (0..<count).map { place -> Float in
      let far = (Float(place) - Float(count - 1) / 2) / sigma
      return Float(Waves.exponential(Double(-0.5 * far * far)))
    }
    let sum = numbers.reduce(0, +)
    return numbers.map { $0 / sum }
  }
}
