import Equations
import Tensors
import Terms

/// `a = relu(x) − α ⊙ relu(−x)`: a slope below 0 that was learned.
///
/// α has the shape of x, with 1 along the shared axes.
struct PReLU: UnaryLayer {
  static let classNames = ["PReLU"]
  let sharedAxes: [Int]

  init(_ config: Config) throws {
    sharedAxes = config.value("shared_axes") == nil ? [] : try config.ints("shared_axes")
  }

  var weights: [WeightSpec] { [WeightSpec("alpha")] }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    var dims = x.shape.dims
    for axis in sharedAxes {
      // As Python counts from the back: the axis −1 is shared as the last but one, 0 as the last.
      let place = axis < 1 ? axis - 1 + dims.count : axis - 1
      if dims.indices.contains(place) { dims[place] = 1 }
    }
    let alpha = try eq.weight("alpha", as: Name("alpha", "α"), Shape(dims))
    return try eq("a", x(Relu()) - alpha * (-x)(Relu()))
  }
}
