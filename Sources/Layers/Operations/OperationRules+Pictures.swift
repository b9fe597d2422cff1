import Equations
import Tensors
import Terms

/// TensorFlow's functions of images.
extension OperationRules {
  static let pictures = [
    OperationRule(tf: ["image.flip_up_down"]) { try $0.picture()(Flip(axis: 0)) },
    OperationRule(tf: ["image.transpose"]) { try $0.picture()(Permute([1, 0, 2])) },
    OperationRule(tf: ["image.rot90"]) { call in
      let x = try call.picture()
      let turns = ((try call.integer("k") ?? 1) % 4 + 4) % 4
      return (0..<turns).reduce(x) { y, _ in y(Permute([1, 0, 2]))(Flip(axis: 0)) }
    },
    OperationRule(tf: ["image.adjust_brightness"]) { call in
      let x = try call.fractional()
      return x + .number(try call.setting("delta"))
    },
    OperationRule(tf: ["image.adjust_gamma"]) { call in
      let x = try call.fractional()
      let (power, gain) = try (call.number("gamma") ?? 1, call.number("gain") ?? 1)
      return .apply(Power(), [x, .number(power)]) * .number(gain)
    },
    OperationRule(tf: ["image.adjust_contrast"]) { call in
      let x = try call.fractional()
      let mean = try call.eq(
        "mu", x(Reduce(.mean, axes: [0, 1], keepsAxes: true)), "the mean of each channel")
      return (x - mean) * .number(try call.setting("contrast_factor")) + mean
    },
    OperationRule(tf: ["image.per_image_standardization"]) { call in
      let x = try call.fractional()
      let count = Double(x.shape.count)
      let mean = try call.eq("mu", x(Reduce(.mean, axes: [0, 1, 2], keepsAxes: true)), "the mean")
      let variance = (x - mean)(Square())(Reduce(.mean, axes: [0, 1, 2], keepsAxes: true))
      let least = Double(1 / Float(count).squareRoot())
      return (x - mean) / .maximum(variance(Sqrt()), .number(least))
    },
    OperationRule(tf: ["image.central_crop"]) { call in
      let x = try call.picture()
      let share = try call.setting("central_fraction")
      guard share > 0, share <= 1 else { throw call.misuse("of a part of \(share)") }
      let ranges = (0..<2).map { axis -> Slice.Index in
        let start = Int((Double(x.shape[axis]) - Double(x.shape[axis]) * share) / 2)
        return .range(start, x.shape[axis] - start, step: nil)
      }
      return share == 1 ? x : x(Slice(ranges))
    },
    OperationRule(tf: ["image.grayscale_to_rgb"]) { call in
      let x = try call.picture()
      guard x.shape.width == 1 else { throw call.misuse("of \(x.shape.width) channels") }
      return .apply(Concatenate(), [x, x, x])
    },
    OperationRule(tf: ["image.rgb_to_yuv"]) { call in
      try call.mixed([
        0.299, -0.14714119, 0.61497538, 0.587, -0.28886916, -0.51496512, 0.114, 0.43601035,
        -0.10001026,
      ])
    },
    OperationRule(tf: ["image.yuv_to_rgb"]) { call in
      try call.mixed([1, 1, 1, 0, -0.394642334, 2.03206185, 1.13988303, -0.58062185, 0])
    },
    OperationRule(tf: ["image.rgb_to_yiq"]) { call in
      try call.mixed([
        0.299, 0.59590059, 0.2115, 0.587, -0.27455667, -0.52273617, 0.114, -0.32134392, 0.31119955,
      ])
    },
    OperationRule(tf: ["image.yiq_to_rgb"]) { call in
      try call.mixed([
        1, 1, 1, 0.95598634, -0.27201283, -1.10674021, 0.6208248, -0.64720424, 1.70423049,
      ])
    },
  ]
}

extension OperationCall {
  /// The image of a sample.
  fileprivate func picture() throws -> Term {
    let x = try operands(["image", "images", "image_or_images"])[0]
    guard x.shape.rank == 3 else { throw misuse("of \(x.shape) is not supported") }
    return x
  }

  /// That in fractions, which others are not scaled to here.
  fileprivate func fractional() throws -> Term {
    let x = try picture()
    guard [.float32, .float64].contains(dtype(of: x)) else {
      throw misuse("of \(dtype(of: x).rawValue) is not supported: TensorFlow scales it")
    }
    return x
  }

  /// A number that must be given.
  fileprivate func setting(_ name: String) throws -> Double {
    guard let number = argument([name], at: 1)?.plainNumber else {
      throw misuse("without a number as \(name)")
    }
    return number
  }

  /// Three channels as sums of three others.
  fileprivate func mixed(_ weights: [Double]) throws -> Term {
    let x = try fractional()
    guard x.shape.width == 3 else { throw misuse("of \(x.shape.width) channels") }
    let dtype = dtype(of: x)
    return x • eq.constant("C", Tensor([3, 3], dtype, weights.map(dtype.rounded)))
  }
}
