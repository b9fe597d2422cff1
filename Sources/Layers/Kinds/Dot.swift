import Equations
import Tensors
import Terms

/// `y = x₁·x₂`: the product along one axis of each, as of two matrices.
///
/// With `normalize` both are divided by their length along that axis before.
struct Dot: Layer {
  static let classNames = ["Dot"]
  let axes: [Int]
  let normalizes: Bool
  let version: KerasVersion

  init(_ config: Config) throws {
    let given = try config.ints("axes")
    guard (1...2).contains(given.count) else { throw config.error("axes", "one axis, or two") }
    axes = [given[0], given[given.count - 1]]
    normalizes = try config.bool("normalize", default: false)
    version = config.version
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard call.inputs.count == 2 else {
      throw eq.obstacle("it takes two inputs and gets \(call.inputs.count)", Advice.gap)
    }
    var terms = call.inputs.map(\.term)
    let places = try zip(terms, axes).map { try eq.sampleAxis($1, of: $0.shape.rank) }
    if normalizes {
      terms = try terms.enumerated().map { index, x in
        let squares = x(Square())(Reduce(.sum, axes: [places[index]], keepsAxes: true))
        return try eq(
          .numbered("n", index + 1), x * squares.inverseLength(atMost: 1e7, version), "of length 1")
      }
    }
    let formats = try terms.map { try $0.type().dtype }
    let format = formats[0]
    guard !formats.contains(where: \.isFloat) else {
      return [Signal(try eq("y", product(terms[0], terms[1], places)))]
    }
    guard format == formats[1], [.int32, .int64].contains(format) else {
      throw eq.obstacle(
        "it is given whole numbers of \(formats.map(\.rawValue).joined(separator: " and ")), whose products are not "
          + "computed: both are int32 here, or both int64",
        "Cast both before the layer in Keras, to int32 or to floats.")
    }
    // Keras 3 multiplies whole numbers as floats of single precision.
    let inFloats = version.major >= 3
    let sides = inFloats ? terms.map { $0(Cast(eq.precision ?? .float32)) } : terms
    let y = product(sides[0], sides[1], places)
    return [Signal(try eq("y", inFloats ? y(Cast(format)) : y))]
  }

  /// The axis of a brought to its end and that of b to its front, as two matrices.
  private func product(_ a: Term, _ b: Term, _ places: [Int]) -> Term {
    let leftRest = a.shape.dims.indices.filter { $0 != places[0] }
    let rightRest = b.shape.dims.indices.filter { $0 != places[1] }
    let left = permuted(a, leftRest + [places[0]])
    let right = permuted(b, [places[1]] + rightRest)
    let shape = leftRest.map { a.shape[$0] } + rightRest.map { b.shape[$0] }
    if shape.isEmpty { return (left • right)(Reshape([1])) }
    let inner = a.shape[places[0]]
    let matrix = leftRest.count > 1 ? left(Reshape([-1, inner])) : left
    let other = rightRest.count > 1 ? right(Reshape([b.shape[places[1]], -1])) : right
    let y = matrix • other
    return leftRest.count > 1 || rightRest.count > 1 ? y(Reshape(shape)) : y
  }

  private func permuted(_ term: Term, _ order: [Int]) -> Term {
    if order == Array(order.indices) { return term }
    return term(order == [1, 0] ? Permute() : Permute(order))
  }
}
