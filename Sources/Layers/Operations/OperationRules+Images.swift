import Equations
import Tensors
import Terms

/// Operations on images, and tests of numbers.
extension OperationRules {
  static let images = [
    OperationRule("RGBToGrayscale", tf: ["image.rgb_to_grayscale"]) { call in
      let x = try call.operands(["images"])[0]
      try call.refuseChannelsFirst()
      let own = call.dtype(of: x)
      // A batch of rows is one image to Keras, whose rows are made by themselves.
      guard [2, 3].contains(x.shape.rank), own.isFloat || !call.isTensorFlow,
        x.shape.width == 3 || x.shape.width == 1 && !call.isTensorFlow
      else {
        throw call.misuse(
          "of \(x.shape) \(own.rawValue) is supported for images of three channels alone")
      }
      guard x.shape.width == 3 else { return x }
      // Whole numbers are cut to such again.
      let wide = call.real(x)
      let dtype = call.dtype(of: wide)
      let weights = Tensor([3, 1], dtype, [0.2989, 0.587, 0.114].map(dtype.rounded))
      let y = wide • call.eq.constant("c", weights)
      return own == dtype ? y : y(Cast(own))
    }
    .being(.turnsChannels),
    OperationRule("DepthToSpace", tf: ["depth_to_space"]) { call in
      let (x, block) = try call.blocks()
      let (height, width, channels) = (x.shape[0], x.shape[1], x.shape[2])
      guard channels % (block * block) == 0 else {
        throw call.misuse("of \(channels) channels in blocks of \(block)")
      }
      let rest = channels / (block * block)
      let apart = x(Reshape([height, width, block, block, rest]))
      return apart(Permute([0, 2, 1, 3, 4]))(Reshape([height * block, width * block, rest]))
    }
    .being(.turnsChannels),
    OperationRule("SpaceToDepth", tf: ["space_to_depth"]) { call in
      let (x, block) = try call.blocks()
      let (height, width, channels) = (x.shape[0], x.shape[1], x.shape[2])
      guard height % block == 0, width % block == 0 else {
        throw call.misuse("of \(x.shape) in blocks of \(block)")
      }
      let apart = x(Reshape([height / block, block, width / block, block, channels]))
      return apart(Permute([0, 2, 1, 3, 4]))(
        Reshape([height / block, width / block, channels * block * block]))
    }
    .being(.turnsChannels),
    OperationRule("Isposinf") { call in
      .apply(Equal(), [try call.x(), .number(.infinity)])
    },
    OperationRule("Isneginf") { call in
      .apply(Equal(), [try call.x(), .number(-.infinity)])
    },
    OperationRule("Erfinv", tf: ["erfinv"]) { call in
      let x = call.real(try call.x())
      return try InverseErf.of(x, call.dtype(of: x), call.eq)
    },
  ]
}

extension OperationCall {
  /// An image and the length of a block, above 0.
  fileprivate func blocks() throws -> (Term, Int) {
    let x = try operands(["x", "input"])[0]
    try refuseChannelsFirst()
    guard x.shape.rank == 3, let block = try integer("block_size"), (1...1 << 15).contains(block)
    else {
      throw misuse("of \(x.shape) is not supported")
    }
    return (x, block)
  }
}
