import Containers
import Equations
import Tensors
import Terms

/// `y = (x − μ)/max(√σ², 10⁻⁷)` with the mean and variance of the data that it was adapted to, or that were given; with
/// `invert` back again, `y = μ + x·max(√σ², 10⁻⁷)`.
///
/// μ and σ² run along the axes that are kept; no axis means one number for all.
struct NormalizationLayer: UnaryLayer {
  static let classNames = ["Normalization"]
  private let axes: [Int]
  private let given: (mean: Numbers, variance: Numbers)?
  private let inverts: Bool
  /// Keras 2 takes a mask off here.
  let keepsMask: Bool
  private typealias Numbers = (shape: Shape, elements: [Double])

  init(_ config: Config) throws {
    keepsMask = config.version.major >= 3
    axes = config.json["axis"]?.isNull == true ? [] : try config.ints("axis", default: [-1])
    _ = config.value("axis")
    inverts = try config.bool("invert", default: false)
    switch (try config.array("mean"), try config.array("variance")) {
    case (let mean?, let variance?): given = (mean, variance)
    case (nil, nil): given = nil
    case (_, nil): throw config.error("variance", "numbers, as mean has them")
    case (nil, _): throw config.error("mean", "numbers, as variance has them")
    }
  }

  var weights: [WeightSpec] {
    given == nil
      ? ["mean", "variance", "count"].map { WeightSpec($0, isTrainable: false) } : []
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try eq.fractional(input)
    let places = try places(x, eq)
    let mean, variance: Term
    if let given {
      mean = try beside(x, places, BatchMoments.mean, given.mean, eq)
      variance = try beside(x, places, BatchMoments.variance, given.variance, eq)
    } else {
      let lengths = places.map { x.shape[$0] }
      func adapted(_ key: String, _ name: Name) throws -> Term {
        spread(try eq.weight(key, as: name, Shape(lengths)), lengths, x, places)
      }
      mean = try adapted("mean", BatchMoments.mean)
      variance = try adapted("variance", BatchMoments.variance)
    }
    let deviation = Term.maximum(variance(Sqrt()), 1e-7)
    return try eq("y", inverts ? mean + x * deviation : (x - mean) / deviation)
  }

  /// The kept axes as those of a sample, in rising order.
  private func places(_ x: Term, _ eq: Equations) throws -> [Int] {
    try axes.map { try eq.sampleAxis($0, of: x.shape.rank) }.sorted()
  }

  /// Given numbers beside x: their last axis belongs to the last axis that is kept, and so on.
  private func beside(
    _ x: Term, _ places: [Int], _ name: Name, _ numbers: Numbers, _ eq: Equations
  ) throws -> Term {
    let shape = numbers.shape
    let lengths = places.map { x.shape[$0] }
    guard shape.rank <= places.count,
      zip(shape.dims.reversed(), lengths.reversed()).allSatisfy({ $0 == $1 || $0 == 1 })
    else {
      throw eq.obstacle(
        "its mean and variance are \(shape), and the axes that it keeps \(Shape(lengths))",
        Advice.gap)
    }
    let dtype = eq.dtype
    let constant = try eq.constant(name, shape, dtype) { numbers.elements.map(dtype.rounded) }
    return spread(constant, shape.dims, x, places.suffix(shape.rank))
  }

  /// Numbers along some axes, shaped to stand beside x.
  private func spread(
    _ numbers: Term, _ lengths: [Int], _ x: Term, _ places: some Collection<Int>
  ) -> Term {
    guard let first = places.first else { return numbers }
    var full = [Int](repeating: 1, count: x.shape.rank)
    for (place, length) in zip(places, lengths) { full[place] = length }
    let dims = Array(full[first...])
    return dims == numbers.shape.dims ? numbers : numbers(Reshape(dims))
  }
}
