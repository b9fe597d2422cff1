import Equations
import Tensors
import Terms

/// `y = x · min(1/√s, 10¹²)` with the sum of squares s of this sample along some axes: length 1.
///
/// Keras 2 has `y = x/√max(s, 10⁻¹²)`. Neither leaves half precision, where zeros alone give NaN.
struct UnitNormalization: UnaryLayer {
  static let classNames = ["UnitNormalization"]
  let axes: [Int]
  private let version: KerasVersion

  init(_ config: Config) throws {
    axes = try config.ints("axis", default: [-1])
    version = config.version
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let norm = try Normalization(x, eq, widens: false)
    let axes = try norm.places(axes).map { $0 - x.shape.rank }
    let s = try eq("s", x(Square())(Reduce(.sum, axes: axes, keepsAxes: true)))
    return try norm.result(x * s.inverseLength(atMost: 1e12, version))
  }
}
