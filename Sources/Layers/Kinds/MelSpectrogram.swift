import Containers
import Equations
import Tensors
import Terms

/// `A = √(R² + I²)ᵖ`, `M = A·F`, `y = Mᵀ`: how loud each band of frequencies is in every frame of a signal, in decibels
/// `10·log₁₀ M` where that is wanted.
///
/// x (T), mirrored at its ends; R and I of each frame times cosines and sines under a window; F (frequencies, bands)
/// triangles on the scale of mels; y (bands, frames). What is quieter than the loudest by `top_db` counts as that, and the
/// loudest is that of all samples that are fed together.
struct MelSpectrogram: UnaryLayer {
  static let classNames = ["MelSpectrogram"]
  private let transform: Int
  private let step: Int
  private let window: [Double]
  private let scale: MelScale
  private let exponent: Double
  /// What decibels are made by; nil where they are not wanted.
  private let decibels: Decibels?

  fileprivate struct Decibels {
    let range, least, reference: Double
  }

  init(_ config: Config) throws {
    transform = try config.int("fft_length", default: 2048)
    step = try config.int("sequence_stride", default: 512)
    let saved = config.value("sequence_length") == nil ? 0 : try config.int("sequence_length")
    let length = saved == 0 ? transform : saved
    guard (1...(1 << 16)).contains(transform) else {
      throw config.error("fft_length", "a length from 1 to 65536")
    }
    guard length <= transform else { throw config.error("sequence_length", "fft_length at most") }
    guard step > 0 else { throw config.error("sequence_stride", "a length of 1 or more") }
    let numbers = try MelSpectrogram.window(config, length)
    window =
      numbers.map { [transform] in Waves.centred($0, in: transform) }
      ?? [Double](repeating: 1, count: transform)
    let rate = try config.double("sampling_rate", default: 16000)
    let highest = config.value("max_freq") == nil ? 0 : try config.double("max_freq")
    let bands = try config.int("num_mel_bins", default: 128)
    guard (1...(1 << 16)).contains(bands) else {
      throw config.error("num_mel_bins", "a number from 1 to 65536")
    }
    guard rate > 0, rate < 1e9 else { throw config.error("sampling_rate", "a rate above 0") }
    scale = MelScale(
      bands: bands, rate: Float(rate), lowest: Float(try config.double("min_freq", default: 20)),
      highest: Float(highest == 0 ? (rate / 2).rounded(.down) : highest))
    exponent = try config.double("mag_exp", default: 2)
    let decibels = Decibels(
      range: try config.double("top_db", default: 80),
      least: try config.double("min_power", default: 1e-10),
      reference: try config.double("ref_power", default: 1))
    self.decibels = try config.bool("power_to_db", default: true) ? decibels : nil
  }

  /// Nil where every place counts the same.
  private static func window(_ config: Config, _ length: Int) throws -> [Double]? {
    guard config.json["window"] != nil else { return SpectrumWindow.hann.numbers(length) }
    guard let value = config.value("window") else { return nil }
    switch value.stringValue {
    case "hann": return SpectrumWindow.hann.numbers(length)
    case "hamming": return SpectrumWindow.hamming.numbers(length)
    default:
      guard value.stringValue == nil, let array = try config.array("window"),
        array.shape == [length]
      else { throw config.error("window", "hann, hamming, null or \(length) numbers") }
      return array.elements
    }
  }

  var keepsMask: Bool { false }
  var title: String { "MelSpectrogram(\(scale.bands) bands)" }
  var looksAtBatch: String? {
    decibels == nil
      ? nil : "it looks for the loudest band of all samples that are computed together (top_db)"
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    guard input.shape.rank == 1, input.shape.width > transform / 2 else {
      throw eq.obstacle(
        "its input is \(input.shape), but it takes a signal of more than \(transform / 2) numbers",
        "Feed samples of that shape.")
    }
    // It computes in single precision at least.
    let dtype: DType = eq.dtype == .float64 ? .float64 : .float32
    let own =
      try input.type().dtype == dtype ? input : eq("x", input(Cast(dtype)), "in single precision")
    let x = try eq("x_m", Waves.mirrored(own, by: transform / 2), "mirrored at both ends")
    let bins = transform / 2 + 1
    func waves(_ name: Name, _ wave: (Double) -> Double) throws -> Term {
      try eq.constant(name, [transform, 1, bins], dtype) {
        Waves.matrix(window, bins: bins, wave).map(dtype.rounded)
      }
    }
    let convolve = Convolve(rank: 1, Sliding(rank: 1, strides: [step]))
    let column = x(Reshape([x.shape.width, 1]))
    let R = try eq(
      "R", .apply(convolve, [column, waves("C", Waves.cosine)]), "each frame times the cosines")
    let I = try eq(
      "I", .apply(convolve, [column, waves("S", Waves.sine)]), "each frame times the sines")
    let length = (R(Square()) + I(Square()))(Sqrt())
    let A = try eq(
      "A", exponent == 1 ? length : .apply(Power(), [length, .number(exponent)]),
      "how strong each frequency is")
    let F = try eq.constant("F", [bins, scale.bands], dtype) { scale.matrix(bins: bins) }
    let M = try eq("M", A • F, "summed up in bands of mels")
    let loud = try decibels.map { try $0.of(M, eq) } ?? M
    let y = loud(Permute())
    return try eq("y", dtype == eq.dtype ? y : y(Cast(eq.dtype)), "a row for each band")
  }
}

extension MelSpectrogram.Decibels {
  /// `max(L, max L − range)` of `L = 10·log₁₀ M`, less that of the reference.
  fileprivate func of(_ M: Term, _ eq: Equations) throws -> Term {
    func decibels(_ power: Term) -> Term {
      10
        * (Term.apply(Maximum(), [power, .number(least)])(Log()) / Term.number(OperationRules.ln10))
    }
    let own = decibels(M)
    let level = Swift.max(abs(reference), least)
    let L = try eq(
      "L", level == 1 ? own : own - decibels(.number(abs(reference))), "in decibels")
    let greatest = try eq("l", L(Reduce(.max)), "the loudest of the sample")
    let loudest = try eq(
      "L_max", greatest(OverSamples(.max)), "the loudest of all samples fed together")
    return try eq(
      "D", .apply(Maximum(), [L, loudest - .number(range)]),
      "at most \(range) below the loudest")
  }
}
