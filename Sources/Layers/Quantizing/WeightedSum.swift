import Equations
import Tensors
import Terms

/// Inputs weighted by a kernel and summed up, `x·W` or an einsum, and along which of its axes scales stand.
protocol WeightedSum {
  var kernel: Shape { get }
  /// How many numbers of the kernel one sum has, and how many sums there are: the kernel as a matrix.
  var matrix: (rows: Int, columns: Int) { get }
  /// Whether a kernel of 4 bits is divided by its scales before it is summed, and not the sums afterwards.
  var scalesFirst: Bool { get }
  /// The axes of x that are summed over, counted from the last.
  var summedAxes: [Int] { get }
  func sum(_ x: Term, _ W: Term) -> Term
  /// What has x's axes, of length 1 where it is summed, as it stands beside the result.
  func besideResult(_ inputs: Term) -> Term
  /// The scales of the columns, as they stand beside the result.
  func columnScales(_ key: String, _ eq: Equations) throws -> Term
}

/// `x·W`: x (…, rows), W (rows, columns).
struct MatrixSum: WeightedSum {
  let matrix: (rows: Int, columns: Int)

  var kernel: Shape { [matrix.rows, matrix.columns] }
  var scalesFirst: Bool { false }
  var summedAxes: [Int] { [-1] }
  func sum(_ x: Term, _ W: Term) -> Term { x • W }
  func besideResult(_ inputs: Term) -> Term { inputs }
  func columnScales(_ key: String, _ eq: Equations) throws -> Term {
    try eq.weight(key, as: "s_W", [matrix.columns])
  }
}

/// The sum of an EinsumDense.
struct EinsumSum: WeightedSum {
  let einsum: Einsum
  let kernel: Shape

  private func lengths(where isTaken: (Character) -> Bool) -> Int {
    zip(einsum.kernel, kernel.dims).filter { isTaken($0.0) }.map(\.1).reduce(1, *)
  }

  var matrix: (rows: Int, columns: Int) {
    let isOut = einsum.output.contains
    return (lengths { !isOut($0) }, lengths(where: isOut))
  }
  var scalesFirst: Bool { true }
  var summedAxes: [Int] {
    einsum.input.indices.filter { !einsum.output.contains(einsum.input[$0]) }
      .map { $0 - einsum.input.count }
  }
  func sum(_ x: Term, _ W: Term) -> Term { EinsumProduct(einsum).term(x, W) }

  func besideResult(_ inputs: Term) -> Term {
    let kept = einsum.input.indices.filter { einsum.output.contains(einsum.input[$0]) }
    let letters = kept.map { einsum.input[$0] }
    let lengths = kept.map { inputs.shape[$0] }
    let order = einsum.output.filter(letters.contains)
    let ordered = EinsumProduct.arranged(inputs(Reshape(lengths)), letters, order)
    let places = einsum.output.map { letter in
      letters.firstIndex(of: letter).map { lengths[$0] } ?? 1
    }
    return ordered(Reshape(places))
  }

  /// Keras keeps them as they stand beside a batch of results, with axes of length 1 between.
  func columnScales(_ key: String, _ eq: Equations) throws -> Term {
    let shape = eq.shape(ofWeight: key) ?? [matrix.columns]
    guard shape.count == matrix.columns else {
      throw eq.obstacle(
        "its \(key) in the file is \(shape), but the layer needs \(matrix.columns) numbers",
        Advice.gap)
    }
    let places = einsum.output.map { letter in
      einsum.kernel.firstIndex(of: letter).map { kernel[$0] } ?? 1
    }
    return try eq.weight(key, as: "s_W", shape)(Reshape(places))
  }
}
