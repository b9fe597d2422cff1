import Terms

/// The functions of NumPy's that windows bring along: the calls stand in the ops' own files, and
/// what C does in their place in `CHelpers`.
enum NumPyWindows {
  /// All of them, by name.
  static let names = [
    "taps", "convolve", "convolve_depthwise", "convolve_transposed", "convolve_kernel", "max_pool",
    "mean_pool", "max_unpool", "mean_unpool",
  ]

  /// Those that a window's code calls, with what they call.
  static func needed(by code: WindowCode) -> [(name: String, lines: [String])] {
    let name = code.name
    let shared = (name: "taps", lines: NumPyWindows.taps)
    switch code.kind {
    case .sum: return [shared, (name, NumPyWindows.conv)]
    case .depthwise: return [shared, (name, NumPyWindows.depthwiseConv)]
    case .spread: return [(name, NumPyWindows.convTranspose)]
    case .kernel: return [shared, (name, NumPyWindows.convKernel)]
    case .unpoolMax: return [shared, (name, NumPyWindows.maxUnpool)]
    case .unpoolMean: return [shared, (name, NumPyWindows.avgUnpool)]
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
    "def convolve_transposed(x, W, size, places, groups=1, strides=None, dilation=None,",
    "                        before=None):",
    "    rank, one = len(size), (1,) * len(size)",
    "    strides, dilation, before = strides or one, dilation or one, before or (0,) * rank",
    "    reach = [max((p - 1) * s + (k - 1) * d + 1, b + n)",
    "             for p, s, k, d, b, n in zip(places, strides, W.shape, dilation, before, size)]",
    "    own, part = W.shape[-2], W.shape[-1] // groups",
    "    total = np.zeros((*reach, own * groups), real)",
    "    for tap in np.ndindex(*W.shape[:rank]):",
    "        for group in range(groups):",
    "            columns = slice(group * part, group * part + part)",
    "            total[tuple(slice(t * d, t * d + (p - 1) * s + 1, s)",
    "                        for t, d, p, s in zip(tap, dilation, places, strides))",
    "                  + (slice(group * own, group * own + own),)] += (",
    "                      x[..., columns] @ W[tap][:, columns].T)",
    "    return total[tuple(slice(b, b + n) for b, n in zip(before, size))]",
  ]

  private static let convKernel = [
    "def convolve_kernel(x, g, window, places, groups=1, **way):",
    "    own, width = x.shape[-1] // groups, g.shape[-1] // groups",
    "    total = np.zeros(window + (own, g.shape[-1]), real)",
    "    for tap, part in taps(x, window, places, **way):",
    "        for group in range(groups):",
    "            columns = slice(group * width, group * width + width)",
    "            rows = part[..., group * own:group * own + own].reshape(-1, own)",
    "            total[tap][:, columns] = rows.T @ g[..., columns].reshape(-1, width)",
    "    return total",
  ]

  private static let maxUnpool = [
    "def max_unpool(g, x, window, places, start, **way):",
    "    most, best = np.full(g.shape, start, real), np.full(g.shape, -1)",
    "    index = np.arange(x.size).reshape(x.shape)",
    "    for (_, part), (_, at) in zip(taps(x, window, places, fill=-np.inf, **way),",
    "                                  taps(index, window, places, fill=-1, **way)):",
    "        wins = (at >= 0) & np.where(best < 0, part >= most, part > most)",
    "        most, best = np.where(wins, part, most), np.where(wins, at, best)",
    "    total = np.zeros(x.size, real)",
    "    np.add.at(total, best[best >= 0], g[best >= 0])",
    "    return total.reshape(x.shape)",
  ]

  private static let avgUnpool = [
    "def mean_unpool(g, x, window, places, **way):",
    "    g = g / sum(part for _, part in taps(np.ones_like(x), window, places, **way))",
    "    index, total = np.arange(x.size).reshape(x.shape), np.zeros(x.size, real)",
    "    for _, at in taps(index, window, places, fill=-1, **way):",
    "        np.add.at(total, at[at >= 0], g[at >= 0])",
    "    return total.reshape(x.shape)",
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
