import Terms

/// The functions of NumPy's that windows bring along: the calls stand in the ops' own files, and
/// what C does in their place in `CHelpers`.
enum NumPyWindows {
  /// All of them, by name.
  static let names = [
    "taps", "convolve", "convolve_depthwise", "convolve_transposed", "max_pool", "mean_pool",
  ]

  /// Those that a window's code calls, with what they call.
  static func needed(by code: WindowCode) -> [(name: String, lines: [String])] {
    let name = code.name
    let shared = (name: "taps", lines: NumPyWindows.taps)
    switch code.kind {
    case .sum: return [shared, (name, NumPyWindows.conv)]
    case .depthwise: return [shared, (name, NumPyWindows.depthwiseConv)]
    case .spread: return [(name, NumPyWindows.convTranspose)]
    case .max: return [shared, (name, NumPyWindows.maxPool)]
    case .mean: return [shared, (name, NumPyWindows.avgPool)]
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
