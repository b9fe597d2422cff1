import Equations
import Tensors
import Terms

/// What normalizing layers share: their axes, and computing in float32 where the layer's format is
/// narrower, as Keras does.
struct Normalization {
  let x: Term
  let eq: Equations
  /// The format whose numbers are normalized, and that of the layer.
  private let format, own: DType
  private let isNarrow: Bool
  /// How many axes in front are of time, which a weight in the file does not have.
  private let timeAxes: Int

  /// Of an input; with `widens` false half precision is not widened to float32.
  ///
  /// `inItsFormat`: floating-point numbers are normalized in their own format, and what comes out is brought to the layer's.
  init(
    _ input: Term, _ eq: Equations, widens: Bool = true, timeAxes: Int = 0,
    inItsFormat: Bool = false
  ) throws {
    self.eq = eq
    self.timeAxes = timeAxes
    own = eq.dtype
    let read = try input.type().dtype
    format = inItsFormat && read.isFloat ? read : own
    isNarrow = widens && format.isHalf
    x = isNarrow ? try eq("x_wide", input(Cast(.float32)), "normalized in float32") : input
  }

  /// The format that the weights are read in.
  var wide: DType? { isNarrow ? .float32 : format == own ? nil : format }

  /// The last equation of a layer of Keras 3 that gives whole numbers for whole numbers.
  func result(_ y: Term, like input: Term, _ version: KerasVersion) throws -> Term {
    let own = try input.type().dtype
    return version.major < 3 || own.isFloat ? try result(y) : try eq("y", y(Cast(own)))
  }

  /// The last equation, in the layer's format.
  func result(_ y: Term) throws -> Term {
    let rounded = isNarrow ? y(Cast(format)) : y
    return try eq("y", format == own ? rounded : rounded(Cast(own)))
  }

  /// Axes as Keras counts them, the batch being 0, as those of a sample in rising order.
  func places(_ axes: [Int]) throws -> [Int] { Set(try listed(axes)).sorted() }

  /// Axes as Keras counts them as those of a sample, in the order in which they are listed.
  func listed(_ axes: [Int]) throws -> [Int] {
    try axes.map { try eq.sampleAxis($0, of: x.shape.rank) }
  }

  /// A weight that runs along some axes, shaped to stand beside x.
  ///
  /// Its numbers are those of the rising axes, though its shape in the file has them as listed.
  /// With `keepsAll` the file has a length for every axis, the batch's too, 1 for all others.
  func weight(
    _ key: String, as name: Name, along places: [Int], keepsAll: Bool = false
  ) throws -> Term {
    beside(try stored(key, as: name, along: places, keepsAll: keepsAll), along: places)
  }

  /// The same as it is in the file.
  func stored(
    _ key: String, as name: Name, along places: [Int], keepsAll: Bool = false
  ) throws -> Term {
    let all = [1] + x.shape.dims.indices.dropFirst(timeAxes).map { length($0, places) }
    let lengths = Shape(keepsAll ? all : places.map { x.shape[$0] })
    return try eq.weight(key, as: name, lengths, in: wide)
  }

  /// Numbers along some axes, shaped to stand beside x.
  func beside(_ numbers: Term, along places: [Int]) -> Term {
    let full = ((places.min() ?? 0)..<x.shape.rank).map { length($0, places) }
    return full == numbers.shape.dims ? numbers : numbers(Reshape(full))
  }

  private func length(_ axis: Int, _ places: [Int]) -> Int {
    places.contains(axis) ? x.shape[axis] : 1
  }

  /// The mean of something over some axes, which stay with length 1.
  func mean(_ term: Term, over places: [Int]) -> Term {
    term(Reduce(.mean, axes: places.map { $0 - x.shape.rank }, keepsAxes: true))
  }
}
