import Tensors

/// How a window goes over an array (…places, channels), and what becomes of its numbers, in every
/// language.
public struct WindowCode: Sendable {
  public enum Kind: Sendable {
    /// Weighted sums with a kernel (…window, channels/groups, filters).
    case sum(groups: Int)
    /// Weighted sums of each channel by itself, kernel (…window, channels, depth).
    case depthwise
    /// Every number spread over a window of the result, kernel (…window, filters, channels): the
    /// axes go over the result, their places are the operand's.
    case spread
    /// The greatest, NaN passed over, from a number on that it must exceed.
    case max(from: Double)
    case mean
  }

  /// One axis of places.
  public struct Axis: Sendable {
    public let size, window, places, stride, dilation, before: Int

    /// Whether a window can reach beyond the edges.
    public var isPadded: Bool {
      before > 0 || (places - 1) * stride + (window - 1) * dilation >= size
    }
  }

  public let kind: Kind
  public let axes: [Axis]

  init(_ kind: Kind, _ axes: [Sliding.Axis]) {
    self.kind = kind
    self.axes = axes.map {
      Axis(
        size: $0.size, window: $0.window, places: $0.places, stride: $0.stride,
        dilation: $0.dilation, before: $0.before)
    }
  }

  // MARK: NumPy

  /// The functions of NumPy's that windows may bring along.
  public static let names = [
    "taps", "convolve", "convolve_depthwise", "convolve_transposed", "max_pool", "mean_pool",
  ]

  /// What NumPy's function is called.
  public var name: String {
    switch kind {
    case .sum: "convolve"
    case .depthwise: "convolve_depthwise"
    case .spread: "convolve_transposed"
    case .max: "max_pool"
    case .mean: "mean_pool"
    }
  }

  /// The call in NumPy: the function with how the window goes, as tuples.
  func numpy(_ operands: [Formula]) -> Formula {
    func tuple(_ name: String, _ number: (Axis) -> Int) -> String {
      let list = axes.map { "\(number($0))" }.joined(separator: ", ")
      return "\(name)=(\(list)\(axes.count == 1 ? "," : ""))"
    }
    var options: [String] = []
    switch kind {
    case .max(let start):
      options.append(tuple("window", \.window))
      options.append("start=" + (start.isInfinite ? "-np.inf" : "real(\(start))"))
    case .mean: options.append(tuple("window", \.window))
    case .sum(let groups) where groups > 1: options.append("groups=\(groups)")
    case .spread: options.append(tuple("size", \.size))
    default: break
    }
    options += [tuple("places", \.places)]
    if axes.contains(where: { $0.stride != 1 }) { options.append(tuple("strides", \.stride)) }
    if axes.contains(where: { $0.dilation != 1 }) { options.append(tuple("dilation", \.dilation)) }
    if axes.contains(where: { $0.before != 0 }) { options.append(tuple("before", \.before)) }
    return .call(name, operands, options)
  }

  /// NumPy's functions that it needs.
  public var numpyDefinitions: [(name: String, lines: [String])] {
    let shared = (name: "taps", lines: WindowCode.taps)
    switch kind {
    case .sum: return [shared, (name, WindowCode.conv)]
    case .depthwise: return [shared, (name, WindowCode.depthwiseConv)]
    case .spread: return [(name, WindowCode.convTranspose)]
    case .max: return [shared, (name, WindowCode.maxPool)]
    case .mean: return [shared, (name, WindowCode.avgPool)]
    }
  }

  private static let taps = [
    "def taps(x, window, places, strides=None, dilation=None, before=None, fill=0):",
    "    \"\"\"Each place of the window, with what all windows find there.\"\"\"",
    "    one = (1,) * len(window)",
    "    strides, dilation, before = strides or one, dilation or one, before or (0,) * len(window)",
    "    reach = [(p - 1) * s + (k - 1) * d + 1",
    "             for p, s, k, d in zip(places, strides, window, dilation)]",
    "    after = [max(r - n - b, 0) for r, n, b in zip(reach, x.shape, before)]",
    "    x = np.pad(x, list(zip(before, after)) + [(0, 0)], constant_values=fill)",
    "    for tap in np.ndindex(*window):",
    "        yield tap, x[tuple(slice(t * d, t * d + (p - 1) * s + 1, s)",
    "                           for t, d, p, s in zip(tap, dilation, places, strides))]",
  ]

  private static let conv = [
    "def convolve(x, W, places, groups=1, **way):",
    "    rank, width = len(places), W.shape[-1] // groups",
    "    channels, total = W.shape[-2], np.zeros(places + W.shape[-1:], real)",
    "    for tap, part in taps(x, W.shape[:rank], places, **way):",
    "        for group in range(groups):",
    "            own = slice(group * width, group * width + width)",
    "            total[..., own] += (",
    "                part[..., group * channels:group * channels + channels] @ W[tap][:, own])",
    "    return total",
  ]

  private static let depthwiseConv = [
    "def convolve_depthwise(x, D, places, **way):",
    "    total = np.zeros(places + D.shape[-2:], real)",
    "    for tap, part in taps(x, D.shape[:len(places)], places, **way):",
    "        total += part[..., None] * D[tap]",
    "    return total.reshape(places + (-1,))",
  ]

  private static let convTranspose = [
    "def convolve_transposed(x, W, size, places, strides=None, dilation=None, before=None):",
    "    rank, one = len(size), (1,) * len(size)",
    "    strides, dilation, before = strides or one, dilation or one, before or (0,) * rank",
    "    reach = [max((p - 1) * s + (k - 1) * d + 1, b + n)",
    "             for p, s, k, d, b, n in zip(places, strides, W.shape, dilation, before, size)]",
    "    total = np.zeros((*reach, W.shape[-2]), real)",
    "    for tap in np.ndindex(*W.shape[:rank]):",
    "        total[tuple(slice(t * d, t * d + (p - 1) * s + 1, s)",
    "                    for t, d, p, s in zip(tap, dilation, places, strides))] += x @ W[tap].T",
    "    return total[tuple(slice(b, b + n) for b, n in zip(before, size))]",
  ]

  private static let maxPool = [
    "def max_pool(x, window, places, start, **way):",
    "    total = np.full(places + x.shape[-1:], start, real)",
    "    for _, part in taps(x, window, places, fill=-np.inf, **way):",
    "        total = np.fmax(total, part)",
    "    return total",
  ]

  private static let avgPool = [
    "def mean_pool(x, window, places, **way):",
    "    total = sum(part for _, part in taps(x, window, places, **way))",
    "    return total / sum(part for _, part in taps(np.ones_like(x), window, places, **way))",
  ]
}
