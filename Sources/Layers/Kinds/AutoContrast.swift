import Equations
import Tensors
import Terms

/// `y = clip(x·k − l·k)` with `k = 255/(h − l)`: each channel of an image stretched from its least and greatest number, l and
/// h, over all of 0…255, which is the range of values where the layer is not told another.
///
/// A channel of one number stays. It does so in training and at inference alike.
struct AutoContrast: UnaryLayer {
  static let classNames = ["AutoContrast"]
  static let ignoredKeys: Set<String> = ["factor", "bounding_box_format", "data_format"]
  private let low, high: Double

  init(_ config: Config) throws {
    let range = try config.array("value_range") ?? ([2], [0, 255])
    guard range.shape == [2], range.elements[0] != range.elements[1] else {
      throw config.error("value_range", "two different numbers")
    }
    low = min(range.elements[0], range.elements[1])
    high = max(range.elements[0], range.elements[1])
  }

  var keepsMask: Bool { false }
  var callArguments: [String] { ["data", "training"] }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    guard input.shape.rank == 3 else {
      throw eq.obstacle(
        "its input is \(input.shape), but it takes images of height, width and channels",
        "Feed samples of that shape.")
    }
    let x = try eq.fractional(input)
    let isUsual = low == 0 && high == 255
    let dtype = eq.dtype
    let (a, b) = (Term.number(dtype.rounded(low)), Term.number(dtype.rounded(high)))
    let v = try isUsual ? x : eq("v", (x - a) / (b - a) * 255, "from 0 to 255")
    func edge(_ kind: Reduce.Kind) -> Term { v(Reduce(kind, axes: [0, 1], keepsAxes: true)) }
    let l = try eq("l", edge(.min), "the least number of each channel")
    let h = try eq("h", edge(.max), "the greatest number of each channel")
    let k = try eq("k", 255 / (h - l))
    let stretched = v * k + -l * k
    let c = try eq("c", .minimum(.maximum(stretched, 0), 255), "stretched from 0 to 255")
    let back = try isUsual ? c : eq("w", c / 255 * (b - a) + a, "in the range of values again")
    return try eq("y", .select(back(IsNaN()), x, back), "a channel of one number stays")
  }
}
