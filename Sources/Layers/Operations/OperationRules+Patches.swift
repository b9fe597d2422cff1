import Equations
import Tensors
import Terms

/// Windows of images, each a row.
extension OperationRules {
  static let patches = [
    OperationRule("ExtractPatches", tf: ["image.extract_patches", "extract_image_patches_v2"]) {
      call in
      let x = try call.operands(["images"])[0]
      try call.refuseChannelsFirst()
      guard x.shape.rank == 3, let size = try call.lengths("size", "sizes", rank: 2) else {
        throw call.misuse("of \(x.shape) is not supported")
      }
      let sliding = Sliding(
        rank: 2, strides: try call.lengths("strides", rank: 2) ?? size, padding: try call.padding(),
        dilation: try call.lengths("dilation_rate", "rates", rank: 2) ?? [1])
      // Every number of a window is a channel. Keras 3 takes them by a product, in which infinity is not alone.
      guard call.isTensorFlow else { return try call.patches(of: x, size, sliding) }
      let windows = try call.windows(of: x, size, sliding)
      let shape = windows.shape
      return windows(Reshape([shape[0], shape[1], shape[2] * shape[3] * shape[4]]))
    }
    .being(.turnsChannels),
    OperationRule("Unfold") { call in
      // Keras has channels first here, whatever it has elsewhere.
      let x = try call.operands(["x", "input"])[0]
      let around = try call.integers("padding") ?? [0]
      guard x.shape.rank == 3, let size = try call.lengths("kernel_size", rank: 2),
        [1, 2].contains(around.count),
        around.allSatisfy({ (0..<1 << 16).contains($0) })
      else { throw call.misuse("of \(x.shape) is not supported") }
      let pads = [around[0], around[around.count - 1], 0]
      let image = try call.eq(
        "image", x(Permute([1, 2, 0]))(Pad(before: pads, after: pads)), "channels last, 0 around it"
      )
      let windows = try call.windows(
        of: image, size,
        Sliding(
          rank: 2, strides: try call.lengths("stride", rank: 2) ?? [1],
          dilation: try call.lengths("dilation", rank: 2) ?? [1]))
      let shape = windows.shape
      return windows(Permute([4, 2, 3, 0, 1]))(
        Reshape([shape[4] * shape[2] * shape[3], shape[0] * shape[1]]))
    },
    OperationRule("Fold") { try $0.folded() },
  ]
}
