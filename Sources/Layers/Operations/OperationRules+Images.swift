import Equations
import Tensors
import Terms

/// Operations on images, and tests of numbers.
extension OperationRules {
  static let images = [
    OperationRule("RGBToGrayscale", tf: ["image.rgb_to_grayscale"]) { call in
      let x = try call.operands(["images"])[0]
      try call.channelsLast()
      guard x.shape.rank == 3, call.dtype(of: x).isFloat, x.shape.width == 3 else {
        throw call.misuse(
          "of \(x.shape) is supported for images of three fractional channels alone")
      }
      let dtype = call.dtype(of: x)
      let weights = Tensor([3, 1], dtype, [0.2989, 0.587, 0.114].map(dtype.rounded))
      return x • call.eq.constant("c", weights)
    },
    OperationRule("DepthToSpace", tf: ["depth_to_space"]) { call in
      let (x, block) = try call.blocks()
      let (height, width, channels) = (x.shape[0], x.shape[1], x.shape[2])
      guard channels % (block * block) == 0 else {
        throw call.misuse("of \(channels) channels in blocks of \(block)")
      }
      let rest = channels / (block * block)
      let apart = x(Reshape([height, width, block, block, rest]))
      return apart(Permute([0, 2, 1, 3, 4]))(Reshape([height * block, width * block, rest]))
    },
    OperationRule("SpaceToDepth", tf: ["space_to_depth"]) { call in
      let (x, block) = try call.blocks()
      let (height, width, channels) = (x.shape[0], x.shape[1], x.shape[2])
      guard height % block == 0, width % block == 0 else {
        throw call.misuse("of \(x.shape) in blocks of \(block)")
      }
      let apart = x(Reshape([height / block, block, width / block, block, channels]))
      return apart(Permute([0, 2, 1, 3, 4]))(
        Reshape([height / block, width / block, channels * block * block]))
    },
    OperationRule("Isposinf") { call in
      .apply(Equal(), [try call.x(), .number(.infinity)])
    },
    OperationRule("Isneginf") { call in
      .apply(Equal(), [try call.x(), .number(-.infinity)])
    },
    OperationRule("Erfinv", tf: ["erfinv"]) { call in .erfinv(call.real(try call.x())) },
  ]
}

extension OperationCall {
  /// Refuses channels that come first.
  fileprivate func channelsLast() throws {
    guard let argument = argument(["data_format"]) else { return }
    if case .word(let word) = argument, ["channels_last", "NHWC"].contains(word) { return }
    throw misuse("with data_format=\(argument.text) is not supported")
  }

  /// An image and the length of a block, above 0.
  fileprivate func blocks() throws -> (Term, Int) {
    let x = try operands(["x", "input"])[0]
    try channelsLast()
    guard x.shape.rank == 3, let block = try integer("block_size"), (1...1 << 15).contains(block)
    else {
      throw misuse("of \(x.shape) is not supported")
    }
    return (x, block)
  }
}

extension Term {
  /// The number whose `erf` is x, by Giles' polynomials (2010), good for single precision.
  fileprivate static func erfinv(_ x: Term) -> Term {
    func polynomial(_ w: Term, _ factors: [Double]) -> Term {
      factors.dropFirst().reduce(.number(factors[0])) { .number($1) + $0 * w }
    }
    let w = -((1 - x) * (1 + x))(Log())
    let middle = polynomial(
      w - 2.5,
      [
        2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
        -0.00125372503,
        -0.00417768164, 0.246640727, 1.50140941,
      ])
    let ends = polynomial(
      w(Sqrt()) - 3,
      [
        -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773,
        -0.0076224613,
        0.00943887047, 1.00167406, 2.83297682,
      ])
    let inner = Term.select(.apply(Less(), [w, 5]), middle, ends) * x
    return .select(.apply(Equal(), [x(Abs()), 1]), x * .number(.infinity), inner)
  }
}
