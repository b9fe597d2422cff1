import Containers
import Equations
import Tensors
import Terms

/// `y = x`; in training `y = keep ? x / (1 − rate) : 0`, what is kept drawn at random.
///
/// The spatial ones keep or drop whole features, over all places. Keras draws other numbers for
/// the same seed.
struct Dropout: UnaryLayer {
  static let classNames = ["Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"]
  let kind: String
  let rate: Double
  private let isChannelsFirst: Bool
  /// The shape of what is drawn, with the samples' axis; nil where it is the input's.
  private let noise: [Int?]?

  init(_ config: Config) throws {
    kind = config.kind
    rate = try config.rate(default: 0.5)
    isChannelsFirst = try config.isChannelsFirst()
    noise = config.value("noise_shape")?.arrayValue?.map(\.intValue)
  }

  var isRandomInTraining: Bool { rate > 0 }

  var actsOnLastAxis: Bool { kind == "Dropout" && noise == nil }

  var title: String { "\(kind)(\(rate))" }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    guard eq.isTraining else {
      return try eq("y", x, "\(kind) acts in training only: unchanged at inference")
    }
    guard let shape = noiseShape(of: x.shape) else {
      throw eq.obstacle(
        "its noise_shape does not fit an input \(x.shape)",
        "At inference it changes nothing: set training off")
    }
    let keep = eq.draw("keep", shape, .keeping(rate: rate), isShared: noise?.first == 1)
    return try eq(
      "y", x.dropped(where: keep, rate: rate),
      "training: dropped with probability \(rate), the rest scaled")
  }

  /// The shape of what is drawn for one sample.
  private func noiseShape(of x: Shape) -> Shape? {
    if let noise { return x.ofNoise(noise) }
    guard kind != "Dropout",
      let features = isChannelsFirst ? x.dims.indices.first : x.dims.indices.last
    else { return x }
    return Shape(x.dims.indices.map { $0 == features ? x.dims[$0] : 1 })
  }
}

extension Shape {
  /// The shape of what a `noise_shape` has drawn for one sample of this shape: the list begins with the samples' axis, and
  /// null is as long as the input's; nil where it does not fit.
  func ofNoise(_ noise: [Int?]) -> Shape? {
    guard noise.count == rank + 1 else { return nil }
    let own = zip(noise.dropFirst(), dims).map { $0 ?? $1 }
    let fits = zip(own, dims).allSatisfy { $0 == 1 || $0 == $1 }
    return fits ? Shape(own) : nil
  }
}
