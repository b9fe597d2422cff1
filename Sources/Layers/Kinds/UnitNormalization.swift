import Equations
import Tensors
import Terms

/// `y = x/√max(s, 10⁻¹²)` with the sum of squares s of this sample along some axes: length 1.
struct UnitNormalization: UnaryLayer {
  static let classNames = ["UnitNormalization"]
  let axes: [Int]

  init(_ config: Config) throws { axes = try config.ints("axis", default: [-1]) }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let norm = try Normalization(x, eq)
    let axes = try norm.places(axes).map { $0 - x.shape.rank }
    let s = try eq("s", norm.x(Square())(Reduce(.sum, axes: axes, keepsAxes: true)))
    return try norm.result(norm.x / Term.maximum(s, 1e-12)(Sqrt()))
  }
}
