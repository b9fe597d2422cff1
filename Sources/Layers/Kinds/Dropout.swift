import Containers
import Equations
import Tensors
import Terms

/// `y = x`; in training `y = keep ? x / (1 − rate) : 0`, what is kept drawn at random.
///
/// The spatial ones keep or drop whole features, over all places. Keras draws other numbers for
/// the same seed. A call that says `training=False` keeps to it in Keras 1 and 2; in Keras 3 what
/// the whole model is called with counts.
struct Dropout: Layer {
  static let classNames = ["Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"]
  let kind: String
  let rate: Double
  private let isChannelsFirst: Bool
  private let version: KerasVersion
  /// The shape of what is drawn, with the samples' axis; nil where it is the input's.
  private let noise: [Int?]?

  init(_ config: Config) throws {
    kind = config.kind
    version = config.version
    rate = try config.double("rate", default: 0.5)
    isChannelsFirst = config.value("data_format")?.stringValue == "channels_first"
    noise = config.value("noise_shape")?.arrayValue?.map(\.intValue)
  }

  var isRandomInTraining: Bool { rate > 0 }

  var title: String { "\(kind)(\(rate))" }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    return [Signal(try lower(input.term, call, eq), mask: call.effectiveMask)]
  }

  private func lower(_ x: Term, _ call: Call, _ eq: Equations) throws -> Term {
    guard eq.trainingSeed != nil, !(version.major < 3 && call.isInference) else {
      return try eq("y", x, "\(kind) acts in training only: unchanged at inference")
    }
    guard let shape = noiseShape(of: x.shape) else {
      throw eq.obstacle(
        "its noise_shape does not fit an input \(x.shape)",
        "At inference it changes nothing: set training off")
    }
    let keep = eq.draw("keep", shape, rate: rate, isShared: noise?.first == 1)
    // Keras multiplies by the number and does not divide.
    let scale = rate < 1 ? 1 / (1 - rate) : 0
    return try eq(
      "y", .apply(Select(), [keep, x * .number(scale), .number(0)]),
      "training: dropped with probability \(rate), the rest scaled")
  }

  /// The shape of what is drawn for one sample.
  private func noiseShape(of x: Shape) -> Shape? {
    if let noise {
      guard noise.count == x.rank + 1 else { return nil }
      let dims = zip(noise.dropFirst(), x.dims).map { $0 ?? $1 }
      let fits = zip(dims, x.dims).allSatisfy { $0 == 1 || $0 == $1 }
      return fits ? Shape(dims) : nil
    }
    guard kind != "Dropout",
      let features = isChannelsFirst ? x.dims.indices.first : x.dims.indices.last
    else { return x }
    return Shape(x.dims.indices.map { $0 == features ? x.dims[$0] : 1 })
  }
}
