import Equations
import Tensors
import Terms

/// `y = upsample(x)`: every place repeated; with `bilinear` two products with fixed matrices, whose
/// rows weigh the two nearest places.
struct UpSampling: UnaryLayer {
  static let classNames = ["UpSampling1D", "UpSampling2D", "UpSampling3D"]
  let kind: String
  let factors: [Int]
  let isBilinear: Bool
  let channels: Channels
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    factors = try config.lengths("size", default: [2])
    let interpolation = try config.string("interpolation", default: "nearest")
    isBilinear = interpolation == "bilinear"
    // Before, places were not taken by their middles.
    let isKnown = interpolation == "nearest" || (isBilinear && config.version >= KerasVersion(2, 4))
    guard isKnown else {
      throw config.error("interpolation", "nearest, or bilinear from Keras 2.4 on")
    }
    channels = try config.channels()
  }

  var title: String { "\(kind)(\(WindowText.of(factors)))" }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(input, eq)
    guard isBilinear, factors.count == 2 else {
      return try channels.equation("y", x(Upsample(factors)), eq)
    }
    let (height, width, depth) = (x.shape[0], x.shape[1], x.shape[2])
    let tall = height * factors[0]
    let R = try UpSampling.matrix("R", height, factors[0], eq)
    let C = try UpSampling.matrix("C", width, factors[1], eq)
    let rows = try eq(
      "r", (R • x(Reshape([height, width * depth])))(Reshape([tall, width, depth])),
      "between the rows")
    return try channels.equation("y", C • rows, eq, "between the columns")
  }

  /// Row i weighs the places on both sides of its middle, (i + ½)/factor − ½.
  private static func matrix(
    _ name: Name, _ length: Int, _ factor: Int, _ eq: Equations
  ) throws -> Term {
    let dtype = eq.dtype
    return try eq.constant(name, [length * factor, length], dtype) {
      weights(length, factor).map(dtype.rounded)
    }
  }

  private static func weights(_ length: Int, _ factor: Int) -> [Double] {
    var elements = [Double](repeating: 0, count: length * factor * length)
    for row in 0..<length * factor where length > 0 {
      let middle = (Double(row) + 0.5) / Double(factor) - 0.5
      let below = Int(middle.rounded(.down))
      let share = middle - Double(below)
      let left = min(max(below, 0), length - 1)
      let right = min(max(below + 1, 0), length - 1)
      elements[row * length + left] += 1 - share
      elements[row * length + right] += share
    }
    return elements
  }
}
