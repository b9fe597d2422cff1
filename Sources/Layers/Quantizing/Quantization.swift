import Containers
import Equations
import Tensors
import Terms

/// A kernel of few bits in place of W, and the sums made of it.
struct Quantization: Sendable {
  let format: QuantizedFormat
  let inputs: InputQuantizer?

  /// Nil where the layer is not quantized. `quantizesInputs` says whether a kernel of 4 bits has inputs of 8 where nothing is
  /// said of them.
  init?(_ config: Config, quantizesInputs: Bool = false) throws {
    guard var format = config.quantizedFormat else { return nil }
    guard try format.takesFactors || config.int("lora_rank", default: 0) == 0 else {
      throw config.error("lora_rank", "none, for a layer that is quantized so")
    }
    let saved = config.value("quantization_config")
    let settings = saved?["config"]
    switch format {
    case .int8: inputs = try InputQuantizer(config, isUsual: true)
    case .int4:
      inputs = try InputQuantizer(config, isUsual: quantizesInputs)
      if let settings, saved?["class_name"]?.stringValue == "Int4QuantizationConfig" {
        let size = settings["block_size"] ?? .null
        let block = size.isNull ? -1 : size.intValue ?? 0
        guard block == -1 || block > 0 else {
          throw config.error("quantization_config", "a block_size of 1 or more, or -1")
        }
        format = .int4(block: block > 0 ? block : nil)
      }
    case .gptq(let bits):
      inputs = nil
      guard settings?["weight_bits"]?.intValue ?? bits == bits else {
        throw config.error("quantization_config", "the weight_bits of its dtype, \(bits)")
      }
    case .float8, .awq: inputs = nil
    }
    self.format = format
  }

  /// A layer's weights with those of its quantization among them, in the order in which Keras keeps them; factors of low
  /// rank stand behind all others.
  static func weights(
    _ own: [WeightSpec], _ adaptation: LowRankAdaptation?, _ quantization: Quantization?
  ) -> [WeightSpec] {
    guard let quantization else { return LowRankAdaptation.weights(own, adaptation) }
    return weights(own, quantization) + (adaptation?.factorsBeside(quantization.format) ?? [])
  }

  private static func weights(_ own: [WeightSpec], _ quantization: Quantization) -> [WeightSpec] {
    guard let first = own.first else { return own }
    let key = first.key
    func fixed(_ keys: String...) -> [WeightSpec] {
      keys.map { WeightSpec($0, isTrainable: false) }
    }
    let rest = Array(own.dropFirst())
    switch quantization.format {
    case .int8, .int4(block: nil): return fixed(key) + rest + fixed("\(key)_scale")
    case .int4: return fixed(key) + rest + fixed("\(key)_scale", "\(key)_zero", "g_idx")
    case .float8:
      let kinds = ["inputs", key, "outputs_grad"]
      return own + kinds.flatMap { fixed("\($0)_scale", "\($0)_amax_history") }
    case .gptq: return rest + fixed(key, "\(key)_scale", "\(key)_zero", "g_idx")
    case .awq: return rest + fixed(key, "\(key)_scale", "\(key)_zero", "awq_scales", "g_idx")
    }
  }

  /// The sums of x and the kernel that the file keeps in few bits.
  func product(_ x: Term, _ sum: some WeightedSum, _ eq: Equations) throws -> Term {
    switch format {
    case .int8:
      let W = try eq.weight("kernel", as: "W", sum.kernel)
      return try scaled(x, W, sum, eq)
    case .int4(let block):
      let packed = packed(sum.matrix.rows, sum, eq)
      let Q = try packed.signed()
      if let block {
        let groups = (sum.matrix.rows - 1) / block + 1
        return sum.sum(x, shaped(try packed.grouped(Q, groups: groups), sum))
      }
      guard sum.scalesFirst else { return try scaled(x, Q, sum, eq) }
      let scale = try eq.weight("kernel_scale", as: "s_W", [sum.matrix.columns])
      let W = shaped(try eq("W", Q / scale, "each column divided by its scale"), sum)
      guard let inputs else { return sum.sum(x, W) }
      let (q, own) = try inputs.quantized(x, over: sum.summedAxes, eq)
      return sum.sum(q, W) / sum.besideResult(own)
    case .float8: return try rounded(x, sum, eq)
    case .gptq(let bits): return sum.sum(x, shaped(try turned(bits, sum, eq), sum))
    case .awq:
      let W = try turned(4, sum, eq)
      let scales = try eq.weight("awq_scales", as: "s_a", [W.shape[0]])
      let own = try eq(
        "W_a", W / scales(Reshape([-1, 1])), "each input's row divided by its scale")
      return sum.sum(x, shaped(own, sum))
    }
  }

  /// `q·W/(s_W·s)`, W being whole numbers.
  private func scaled(
    _ x: Term, _ W: Term, _ sum: some WeightedSum, _ eq: Equations
  ) throws -> Term {
    guard let inputs else {
      return sum.sum(x, W) / (try sum.columnScales("kernel_scale", eq))
    }
    let scale = try sum.columnScales("kernel_scale", eq)
    let (q, own) = try inputs.quantized(x, over: sum.summedAxes, eq)
    return sum.sum(q, W) / (scale * sum.besideResult(own))
  }

  /// Inputs and kernel rounded to floats of 8 bits, each with a scale of its own.
  private func rounded(_ x: Term, _ sum: some WeightedSum, _ eq: Equations) throws -> Term {
    guard eq.trainingSeed == nil else {
      throw eq.obstacle(
        "in training it moves the scales of its floats of 8 bits, which is not computed",
        "set training off predicts with it.")
    }
    func rounded(_ name: Name, _ a: Term, _ key: String, _ letter: Name) throws -> Term {
      let scale = try eq.weight("\(key)_scale", as: letter, .scalar)
      return try eq(name, (a / scale)(Float8()) * scale, "in a float of 8 bits, with a scale")
    }
    let W = try eq.weight("kernel", as: "W", sum.kernel)
    let x = try rounded("x_8", x, "inputs", "s_x")
    return sum.sum(x, try rounded("W_8", W, "kernel", "s_W"))
  }

  /// The bias as it is added: floats of 8 bits are added to one of 16.
  func bias(_ b: Term) -> Term {
    format == .float8 ? b(Cast(.bfloat16))(Cast(.float32)) : b
  }

  private func packed(_ rows: Int, _ sum: some WeightedSum, _ eq: Equations) -> PackedKernel {
    PackedKernel(
      key: "kernel", rows: rows, columns: sum.kernel.count / max(rows, 1), eq: eq)
  }

  /// The file says how many rows Keras has made of a kernel of three axes.
  private func turned(_ bits: Int, _ sum: some WeightedSum, _ eq: Equations) throws -> Term {
    try packed(eq.shape(ofWeight: "g_idx")?.count ?? sum.matrix.rows, sum, eq).turned(bits: bits)
  }

  private func shaped(_ W: Term, _ sum: some WeightedSum) -> Term {
    W.shape == sum.kernel ? W : W(Reshape(sum.kernel.dims))
  }
}
