import Equations
import Tensors
import Terms

/// `y = mean(x)` or `max(x)` over all places, channel by channel.
///
/// Only GlobalAveragePooling1D leaves masked timesteps out, of the sum and of the count.
struct GlobalPooling: Layer {
  static let classNames = [
    "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D",
    "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D",
  ]
  let kind: String
  let channels: Channels
  let keepsAxes: Bool
  let version: KerasVersion

  init(_ config: Config) throws {
    kind = config.kind
    channels = try config.channels()
    keepsAxes = try config.bool("keepdims", default: false)
    version = config.version
  }

  var callArguments: [String] { ["inputs", "mask"] }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    guard x.shape.rank == channels.rank + 1 else {
      throw eq.obstacle(
        "its input is \(x.shape), but it takes \(channels.rank) axes of places and one of channels",
        "Feed samples of that shape.")
    }
    if kind == "GlobalAveragePooling1D", let mask = call.effectiveMask {
      return [Signal(try mean(x, mask, eq))]
    }
    let word: Reduce.Kind = kind.hasPrefix("GlobalMax") ? .max : .mean
    let own = try x.type().dtype
    if word == .mean, own == .bool {
      return [Signal(try eq("y", x(Cast(eq.precision ?? .float32))(reduce(word))))]
    }
    if word == .mean, version.major < 3, !own.isFloat {
      // TensorFlow gives the mean of whole numbers without its decimals.
      return [Signal(try eq("y", x(Cast(.float64))(reduce(word))(Cast(own))))]
    }
    return [Signal(try eq("y", x(reduce(word))))]
  }

  private func reduce(_ kind: Reduce.Kind) -> Reduce {
    Reduce(kind, axes: channels.places, keepsAxes: keepsAxes)
  }

  /// The mean of the timesteps that are not masked.
  private func mean(_ x: Term, _ mask: Term, _ eq: Equations) throws -> Term {
    let column = channels.isFirst ? mask : mask(Reshape([mask.shape.count, 1]))
    let kept = version.major < 3 ? x * column(Cast(eq.dtype)) : .select(column, x, 0)
    let x_kept = try eq("x_kept", kept, "masked timesteps are zeroed")
    let n = try eq("n", mask(Cast(eq.dtype))(Reduce(.sum)), "how many timesteps count")
    return try eq("y", x_kept(reduce(.sum)) / n)
  }
}
