import Equations
import Tensors

/// `a = softmax(x)` along an axis, or over several together; masked entries get no share.
struct SoftmaxLayer: Layer {
  static let classNames = ["Softmax"]
  let axes: [Int]

  init(_ config: Config) throws { axes = try config.ints("axis", default: [-1]) }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    var x = input.term
    if let mask = call.mask {
      x = try eq("x_masked", .select(mask, x, x - 1e9), "masked entries are pushed to −10⁹")
    }
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
      return [Signal(try eq("a", x(Softmax(axis: axis == rank - 1 ? -1 : axis))), mask: input.mask)]
    }
    let highest = try eq("m", x(Reduce(.max, axes: places, keepsAxes: true)))
    let e = try eq("e", (x - highest)(Exp()))
    return [Signal(try eq("a", e / e(Reduce(.sum, axes: places, keepsAxes: true))), mask: input.mask)]
  }
}
