import Equations
import Tensors
import Terms

/// `a = softmax(x)` along an axis, or over several together; masked entries get no share.
///
/// Masked entries are set to −10⁹ (Keras 3) or pushed down by 10⁹ (Keras 2) before. Keras 3 makes
/// their share 0 at the end, which shows where all of a row is masked.
struct SoftmaxLayer: Layer {
  static let classNames = ["Softmax"]
  let axes: [Int]
  let version: KerasVersion

  init(_ config: Config) throws {
    axes = try config.ints("axis", default: [-1])
    version = config.version
  }

  var callArguments: [String] { ["inputs", "mask"] }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    var x = try call.input(eq).term
    let mask = call.effectiveMask
    if let mask {
      let low: Double
      switch (eq.dtype, version.major < 3) {
      case (.float16, true): low = -32_752
      case (.float16, false): low = -3e4
      default: low = -1e9
      }
      x = try eq(
        "x_masked", .select(mask, x, version.major < 3 ? x + .number(low) : .number(low)),
        "masked entries are pushed far down")
    }
    var a = try eq("a", try softmax(x, eq))
    if let mask, version.major >= 3 {
      a = try eq("a_masked", .select(mask, a, 0), "masked entries get no share")
    }
    return [Signal(a, mask: mask)]
  }

  private func softmax(_ x: Term, _ eq: Equations) throws -> Term {
    let rank = x.shape.rank
    let places = try axes.map { axis in
      // Axis 0 of Keras is the batch.
      let place = axis < 0 ? axis + rank : axis - 1
      guard (0..<rank).contains(place) else {
        throw eq.obstacle("softmax over axis \(axis), which a sample does not have", "")
      }
      return place
    }
    if places.count == 1, let axis = places.first {
      return x(Softmax(axis: axis == rank - 1 ? -1 : axis))
    }
    let highest = try eq("m", x(Reduce(.max, axes: places, keepsAxes: true)))
    let e = try eq("e", (x - highest)(Exp()))
    return e / e(Reduce(.sum, axes: places, keepsAxes: true))
  }
}
