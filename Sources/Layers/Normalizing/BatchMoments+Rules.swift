import Containers
import Tensors

extension BatchMoments {
  /// How a version of Keras does it.
  struct Rules: Sendable {
    let version: KerasVersion
    let momentum: Double
    let isSynchronized: Bool
    private let mayBeFused: Bool

    init(_ config: Config, axes: [Int]) throws {
      version = config.version
      momentum = try config.double("momentum", default: 0.99)
      isSynchronized =
        try config.bool("synchronized", default: false) || config.kind == "SyncBatchNormalization"
      let isRefused = config.value("fused")?.boolValue == false
      let isNarrow = config.computeType != .float64
      mayBeFused =
        version.major < 3 && isNarrow && axes.count == 1 && !isSynchronized && !isRefused
    }

    /// `1 − momentum`, as a person would write it.
    static func rest(of momentum: Double) -> Double { ((1 - momentum) * 1e12).rounded() / 1e12 }

    /// Whether it is tf.keras or Keras 3.
    var areKnown: Bool { version.isTensorFlow }

    /// Whether a mask is known to take out what it masks.
    var knowsMasks: Bool {
      version.major < 3 ? version >= KerasVersion(2, 15) : version >= KerasVersion(3, 9)
    }

    /// Whether the moving numbers go by a part of the way, as in tf.keras.
    var movesByDifference: Bool { version.major < 3 }

    /// Whether tf.keras hands a sample of this shape to one kernel that does it all: images and volumes whose channels
    /// stand first or last.
    func isFused(_ sample: Shape, along channels: [Int]) -> Bool {
      mayBeFused && (3...4).contains(sample.rank)
        && (channels == [0] || channels == [sample.rank - 1])
    }
  }
}
