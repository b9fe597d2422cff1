/// Triangles over the frequencies of a spectrum, evenly apart on the scale of mels, `m = 1127·ln(1 + f/700)`, in Keras'
/// single precision.
struct MelScale: Sendable {
  let bands: Int
  let rate, lowest, highest: Float

  private static func mels(_ hertz: Float) -> Float {
    1127 * Waves.logarithm(1 + hertz / 700)
  }

  private static func evenly(_ start: Float, _ stop: Float, _ count: Int) -> [Float] {
    guard count > 1 else { return [start] }
    let step = (stop - start) / Float(count - 1)
    return (0..<count).map { $0 == count - 1 ? stop : start + step * Float($0) }
  }

  /// How much of each frequency is in each band, (frequencies, bands); nothing of the first, which is no wave.
  func matrix(bins: Int) -> [Double] {
    let frequencies = MelScale.evenly(0, rate / 2, bins).dropFirst().map(MelScale.mels)
    let edges = MelScale.evenly(MelScale.mels(lowest), MelScale.mels(highest), bands + 2)
    let none = [Double](repeating: 0, count: bands)
    return none
      + frequencies.flatMap { mel in
        (0..<bands).map { band in
          let up = (mel - edges[band]) / (edges[band + 1] - edges[band])
          let down = (edges[band + 2] - mel) / (edges[band + 2] - edges[band + 1])
          return Double(max(0, min(up, down)))
        }
      }
  }
}
