import Tensors

/// Numbers as one row of small bars: `▁▃▅█`, from the least to the largest of several rows
/// together, 0 among them.
struct Sparkline {
  let usesASCII: Bool
  private let low, high: Double

  /// More numbers than this share bars, each a mean.
  static let longest = 16

  init(_ numbers: some Sequence<Double>, usesASCII: Bool) {
    self.usesASCII = usesASCII
    var (low, high) = (0.0, 0.0)
    for number in numbers where number.isFinite {
      low = min(low, number)
      high = max(high, number)
    }
    (self.low, self.high) = (low, high)
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let letters: [Character] = ["_", ".", ":", "-", "=", "+", "*", "#"]

  func text(_ tensor: Tensor) -> String {
    guard let row = tensor.reshaped([1, tensor.count]), tensor.count > 0 else { return "" }
    let bars = Bins(row, rows: 1, columns: Sparkline.longest).cells.map(bar)
    return String(bars)
  }

  private func bar(_ number: Double) -> Character {
    guard number.isFinite else {
      return Palette(usesColour: false, usesASCII: usesASCII).sign(number)
    }
    let letters = usesASCII ? Sparkline.letters : Sparkline.blocks
    guard high > low else { return letters[0] }
    return letters[Int((number.share(from: low, to: high) * 7).rounded())]
  }
}
