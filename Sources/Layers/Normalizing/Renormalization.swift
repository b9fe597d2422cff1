import Containers
import Equations
import Tensors
import Terms

/// `n·r + d` with `r = σ/σ_ren`, `d = (μ − μ_ren)/σ_ren`, both within bounds and without a gradient: what a batch
/// normalization with renorm=True corrects in training, so that it does nearly as at inference.
///
/// It keeps a moving standard deviation, of which the moving variance is made, and μ_ren and σ_ren that move faster.
struct Renormalization {
  static let weights = ["moving_stddev", "renorm_mean", "renorm_stddev"].map {
    WeightSpec($0, isTrainable: false)
  }

  private static let stddev = BatchMoments.Moving(
    Name("moving_stddev", "σ_mov"), "moving standard deviation")
  private static let mean = BatchMoments.Moving(
    Name("renorm_mean", "μ_ren"), "mean of renorm")
  private static let deviation = BatchMoments.Moving(
    Name("renorm_stddev", "σ_ren"), "standard deviation of renorm")

  private let momentum, epsilon: Double
  private let least, most, farthest: Double?

  /// nil of a layer that was built without.
  init?(_ config: Config, epsilon: Double) throws {
    self.epsilon = epsilon
    momentum = try config.double("renorm_momentum", default: 0.99)
    let bounds = config.value("renorm_clipping")
    let isRead = bounds?.objectValue?.allSatisfy { key, value in
      ["rmin", "rmax", "dmax"].contains(key) && (value.isNull || value.doubleValue != nil)
    }
    guard isRead ?? (bounds == nil) else {
      throw config.error("renorm_clipping", "numbers named rmin, rmax, dmax")
    }
    (least, most, farthest) = (
      bounds?["rmin"]?.doubleValue, bounds?["rmax"]?.doubleValue, bounds?["dmax"]?.doubleValue
    )
    guard try config.bool("renorm", default: false) else { return nil }
  }

  /// What a normalized value is corrected by.
  struct Correction {
    let ratio, shift: Term

    func applied(to n: Term, _ eq: Equations) throws -> Term {
      try eq("n_r", n * ratio + shift, "corrected towards the statistics that last")
    }
  }

  /// Writes r and d, and what becomes of all statistics that are kept.
  func write(_ batch: BatchMoments, _ mean: Term, _ variance: Term) throws -> Correction {
    let eq = batch.eq
    let deviation = try eq(
      Name("sigma", "σ"), (variance + .number(epsilon))(Sqrt()), "standard deviation of the batch")
    let (lasting, spread) = (
      try batch.stored(Renormalization.mean), try batch.stored(Renormalization.deviation)
    )
    func shaped(_ kept: BatchMoments.Kept) -> Term {
      kept.now.shape == mean.shape ? kept.now : kept.now(Reshape(mean.shape.dims))
    }
    let scale = try eq(
      "s", .maximum(shaped(spread), .number(epsilon.squareRoot())), "kept away from 0")
    let ratio = try eq(
      "r", bounded(deviation / scale, least, most)(StopGradient()), "has no gradient")
    let away = (mean - shaped(lasting)) / scale
    let shift = try eq(
      "d", bounded(away, farthest.map { -$0 }, farthest)(StopGradient()), "has no gradient")
    try batch.move(lasting, to: mean, momentum: momentum)
    try batch.move(spread, to: deviation, momentum: momentum)
    try batch.move(try batch.stored(.mean), to: mean)
    let moved = try batch.move(try batch.stored(Renormalization.stddev), to: deviation)
    try batch.leave(
      .maximum(moved(Square()) - .number(epsilon), 0), in: try batch.stored(.variance))
    return Correction(
      ratio: batch.norm.beside(ratio, along: batch.channels),
      shift: batch.norm.beside(shift, along: batch.channels))
  }

  private func bounded(_ term: Term, _ least: Double?, _ most: Double?) -> Term {
    let above = least.map { .maximum(term, .number($0)) } ?? term
    return most.map { .minimum(above, .number($0)) } ?? above
  }
}
