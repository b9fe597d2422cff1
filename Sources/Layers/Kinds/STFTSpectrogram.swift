import Equations
import Tensors
import Terms

/// `R = conv1d(x, C)`, `I = conv1d(x, S)`: how much of each frequency is in every frame of a signal; `P = R² + I²`.
///
/// x (T, channels), C and S (frame, 1, frequencies) cosines and sines under a window, which are weights and may have learnt.
/// The result is `ln √P`, `√P`, P with its inner frequencies twice, R, I, the angle of the two, or both.
struct STFTSpectrogram: UnaryLayer {
  static let classNames = ["STFTSpectrogram"]
  /// What the weights are made of before they learn.
  static let ignoredKeys: Set<String> = ["window", "periodic", "scaling"]
  private let mode: Mode
  private let frame, bins: Int
  private let sliding: Sliding
  private let layout: SpectrumLayout

  private enum Mode: String { case log, magnitude, psd, real, imag, angle, stft }

  init(_ config: Config) throws {
    guard let mode = Mode(rawValue: try config.string("mode", default: "log")) else {
      throw config.error("mode", "log, magnitude, psd, real, imag, angle or stft")
    }
    self.mode = mode
    frame = try config.int("frame_length", default: 256)
    let given = config.value("fft_length") == nil ? 0 : try config.int("fft_length")
    let step = config.value("frame_step") == nil ? 0 : try config.int("frame_step")
    guard frame >= 2 else { throw config.error("frame_length", "a length of 2 or more") }
    guard step <= frame else { throw config.error("frame_step", "frame_length at most") }
    guard given == 0 || given >= frame else {
      throw config.error("fft_length", "frame_length at least")
    }
    var power = 1
    while power < frame { power *= 2 }
    bins = (given == 0 ? power : given) / 2 + 1
    sliding = Sliding(
      rank: 1, strides: [step == 0 ? frame / 2 : step], padding: try config.padding())
    layout = SpectrumLayout(
      isExpanded: try config.bool("expand_dims", default: false),
      isFirst: try config.isChannelsFirst())
  }

  var keepsMask: Bool { false }
  var title: String { "STFTSpectrogram(\(mode.rawValue), frames of \(frame))" }
  var weights: [WeightSpec] {
    (mode == .imag ? [] : [WeightSpec("real_kernel")])
      + (mode == .real ? [] : [WeightSpec("imag_kernel")])
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try Channels(rank: 1, isFirst: layout.isFirst).last(input, eq)
    func signal(_ name: Name, _ key: String, _ letter: Name, _ note: String) throws -> Term {
      let K = try eq.weight(key, as: letter, [frame, 1, bins])
      guard x.shape.width != 1 else {
        return try eq(name, .apply(Convolve(rank: 1, sliding), [x, K]), note)
      }
      let each = K(BroadcastTo([frame, x.shape.width, bins]))
      return try eq(name, .apply(DepthwiseConvolve(rank: 1, sliding), [x, each]), note)
    }
    let parts = layout.of(channels: x.shape.width, bins: mode == .stft ? 2 * bins : bins)
    func real() throws -> Term {
      try signal("R", "real_kernel", "C", "each frame times the cosines")
    }
    func imaginary() throws -> Term {
      try signal("I", "imag_kernel", "S", "each frame times the sines")
    }
    switch mode {
    case .real: return try parts.placed(real(), eq)
    case .imag: return try parts.placed(imaginary(), eq)
    case .angle:
      let (R, I) = (try real(), try imaginary())
      let angle = try eq("phi", .apply(Arctan2(), [I, R]), "the angle of each frequency")
      return try parts.placed(angle, eq)
    case .stft:
      let split = [-1, x.shape.width, bins]
      let pair = try [real()(Reshape(split)), imaginary()(Reshape(split))]
      let both = Term.apply(Concatenate(axis: 2), pair)(Reshape([-1, x.shape.width * 2 * bins]))
      return try parts.placed(eq("F", both, "the cosines' parts before the sines'"), eq)
    case .psd, .magnitude, .log: return try parts.placed(power(real(), imaginary(), eq), eq)
    }
  }

  private func power(_ R: Term, _ I: Term, _ eq: Equations) throws -> Term {
    let P = try eq("P", R(Square()) + I(Square()), "the power of each frequency")
    let least = Term.number(1e-7)
    switch mode {
    case .psd:
      let width = P.shape.width
      let twice = try eq.constant("c", [width], eq.dtype) {
        (0..<width).map { [0, bins - 1].contains($0 % bins) ? 1 : 2 }
      }
      return try eq("D", P * twice, "all but the first and last frequency stand for two")
    case .magnitude:
      return try eq("M", Term.apply(Maximum(), [P, least])(Sqrt()), "the magnitude")
    default:
      let M = try eq("M", Term.apply(Maximum(), [P, least])(Sqrt()), "the magnitude")
      return try eq("L", Term.apply(Maximum(), [M, least])(Log()), "its logarithm")
    }
  }
}
