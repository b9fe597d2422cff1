import Tensors
import Terms

/// How much each place of a frame counts: more in its middle than at its ends.
enum SpectrumWindow: Sendable {
  case hann, hamming
  case given([Double])

  /// Its numbers for a length.
  func numbers(_ length: Int) -> [Double] {
    let part: Double
    switch self {
    case .given(let numbers): return numbers
    case .hann: part = 0.5
    case .hamming: part = 0.54
    }
    if length == 1 { return [1] }
    // TensorFlow's windows are periodic where their length is even.
    let turn = Double(length % 2 == 0 ? length : length - 1)
    return (0..<length).map { part - (1 - part) * Waves.cosine(Double($0) / turn) }
  }
}

/// Cosines and sines as numbers.
enum Waves {
  /// Of a part of a whole turn.
  static func cosine(_ part: Double) -> Double { value(Cos.self, 2 * .pi * part) }
  static func sine(_ part: Double) -> Double { value(Sin.self, 2 * .pi * part) }
  static func exponential(_ x: Double) -> Double { value(Exp.self, x) }
  static func logarithm(_ x: Float) -> Float {
    var (from, to) = (x, Float(0))
    Log.single(&from, &to, 1)
    return to
  }

  /// A window in the middle of a longer frame.
  static func centred(_ window: [Double], in length: Int) -> [Double] {
    let before = Swift.max(length - window.count, 0) / 2
    let after = Swift.max(length - window.count - before, 0)
    return [Double](repeating: 0, count: before) + window + [Double](repeating: 0, count: after)
  }

  /// A signal (T) with as many of its numbers once more, turned round, before and behind it; T is greater than that.
  static func mirrored(_ x: Term, by more: Int) -> Term {
    let length = x.shape.width
    guard more > 0 else { return x }
    let last = length - 2 - more
    let others = [Slice.Index](repeating: .all, count: x.shape.rank - 1)
    return .apply(
      Concatenate(),
      [
        x(Slice(others + [.range(more, 0, step: -1)])), x,
        x(Slice(others + [.range(length - 2, last < 0 ? nil : last, step: -1)])),
      ])
  }

  /// The waves of so many frequencies over a frame, each place as much as its window says: (frame, frequencies).
  static func matrix(
    _ window: [Double], bins: Int, _ wave: (Double) -> Double
  ) -> [Double] {
    let length = window.count
    let turn = (0..<length).map { wave(Double($0) / Double(length)) }
    var numbers: [Double] = []
    numbers.reserveCapacity(length * bins)
    for place in 0..<length {
      for bin in 0..<bins { numbers.append(window[place] * turn[place * bin % length]) }
    }
    return numbers
  }

  private static func value(_ function: any UnaryOp.Type, _ x: Double) -> Double {
    var (from, to) = (x, 0.0)
    function.double(&from, &to, 1)
    return to
  }
}
