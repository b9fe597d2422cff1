import Equations
import Tensors
import Terms

/// A signal made of the spectra of its pieces.
extension OperationRules {
  static let synthesis = [
    OperationRule("ISTFT") { call in
      let (re, im) = try call.complex()
      guard re.shape.rank == 2, re.shape[0] > 0,
        let step = try call.integer("sequence_stride"), step > 0,
        let piece = try call.integer("sequence_length"),
        let length = try call.integer("fft_length"), (2...1 << 12).contains(length),
        (1...length).contains(piece), step <= length
      else { throw call.misuse("of \(re.shape) is not supported") }
      let window = try call.window(piece).map { Waves.centred($0, in: length) }
      let weights = try window.map { try call.undoing($0, step) }
      let bins = length / 2 + 1
      let dtype = call.dtype(of: re)
      // A piece is its spectrum times waves; it is added where it stood.
      func kernel(_ name: Name, _ wave: (Double) -> Double) throws -> Term {
        try call.eq.constant(name, [length, 1, bins], dtype) {
          (0..<length).flatMap { place in
            (0..<bins).map { bin in
              let count = bin == 0 || 2 * bin == length ? 1.0 : 2
              let part = Double(bin * place % length) / Double(length)
              return dtype.rounded(
                (weights?[place] ?? 1) * count / Double(length) * wave(part))
            }
          }
        }
      }
      let spread = ConvolveTranspose(rank: 1, Sliding(rank: 1, strides: [step]))
      let sum = try Term.apply(
        spread, [call.fitted(re, bins), kernel("C", Waves.cosine)])
      let rest = try Term.apply(
        spread, [call.fitted(im, bins), kernel("S") { -Waves.sine($0) }])
      let signal = try call.eq("signal", sum + rest, "every piece where it stood")
      let whole = signal.shape[0]
      let isCentred = try call.flag("center", default: true)
      let start = isCentred ? length / 2 : 0
      let told = try call.integer("length")
      guard told.map({ (0..<1 << 30).contains($0) }) ?? true else {
        throw call.misuse("with length=\(told ?? 0) is not supported")
      }
      let end = told.map { min(start + $0, whole) } ?? (isCentred ? whole - length / 2 : whole)
      guard start < end else { throw call.misuse("of nothing") }
      return signal(Reshape([whole]))(Slice([.range(start, end, step: nil)]))
    }
  ]
}

extension OperationCall {
  /// What a piece is weighed with so that pieces that were cut out by a window add up to the signal: the window by the sum
  /// of the squares of all that lie over each other.
  fileprivate func undoing(_ window: [Double], _ step: Int) throws -> [Double] {
    var sums = [Double](repeating: 0, count: step)
    for (place, number) in window.enumerated() { sums[place % step] += number * number }
    guard sums.allSatisfy({ $0 > 0 }) else {
      throw misuse("of a window that leaves places out: Keras divides by 0")
    }
    return window.enumerated().map { $1 / sums[$0 % step] }
  }
}
