import Equations
import Tensors
import Terms

/// Fourier's transforms: products with cosines and sines.
extension OperationRules {
  static let spectra = [
    OperationRule.several("RFFT") { call in
      let x = call.real(try call.x())
      let length = try call.integer("fft_length") ?? x.shape.width
      let own = try call.fitted(x, length)
      return try [
        own • call.waves("C", length, length / 2 + 1),
        own • call.waves("S", length, length / 2 + 1, isSine: true),
      ]
    },
    OperationRule.several("FFT") { call in
      let (re, im) = try call.complex()
      return try call.transformed(re, im)
    },
    OperationRule.several("FFT2") { call in
      let (re, im) = try call.complex()
      return try call.transformedTwice(re, im)
    },
    OperationRule.several("IFFT2") { call in
      // The transform of what has the other sign of its imaginary part, which gets it back.
      let (re, im) = try call.complex()
      let parts = try call.transformedTwice(re, -im)
      let count = Term.number(Double(re.shape.dims.suffix(2).reduce(1, *)))
      return [parts[0] / count, -parts[1] / count]
    },
    OperationRule("IRFFT") { call in
      let (re, im) = try call.complex()
      let length = try call.integer("fft_length") ?? 2 * (re.shape.width - 1)
      guard length > 0 else { throw call.misuse("to \(length) numbers is not supported") }
      let bins = length / 2 + 1
      // Every frequency between the first and the last stands for two.
      func back(_ name: Name, isSine: Bool) throws -> Term {
        try call.waves(name, bins, length, period: length, isSine: isSine) { bin in
          (bin == 0 || 2 * bin == length ? 1 : 2) / Double(length)
        }
      }
      let real = try call.fitted(re, bins) • back("C", isSine: false)
      return real + (try call.fitted(im, bins) • back("S", isSine: true))
    },
    OperationRule.several("STFT") { call in
      let x = call.real(try call.x())
      guard x.shape.rank >= 1, x.shape.count > 0, let step = try call.integer("sequence_stride"),
        step > 0,
        let frame = try call.integer("sequence_length"),
        let length = try call.integer("fft_length"), (1...1 << 16).contains(length),
        (1...length).contains(frame)
      else {
        throw call.misuse(
          "of \(x.shape) by its sequence_length, sequence_stride and fft_length is not supported")
      }
      var signal = x
      if try call.flag("center", default: true) {
        guard x.shape.width > length / 2 else {
          throw call.misuse("of a signal of \(x.shape.width) numbers, mirrored at its ends")
        }
        signal = try call.eq("x_m", Waves.mirrored(x, by: length / 2), "mirrored at both ends")
      }
      guard signal.shape.width >= length else {
        throw call.misuse("of a signal of \(signal.shape.width) numbers, shorter than one stretch")
      }
      let window = try call.window(frame).map { Waves.centred($0, in: length) }
      let all = window ?? [Double](repeating: 1, count: length)
      let isOne = x.shape.rank == 1
      let convolve =
        isOne
        ? Convolve(rank: 1, Sliding(rank: 1, strides: [step]))
        : Convolve(rank: 2, Sliding(rank: 2, strides: [1, step]))
      let bins = length / 2 + 1
      let dtype = call.dtype(of: x)
      // Signals beside each other are places of an axis that no window goes along.
      let others = x.shape.dims.dropLast()
      let rows = others.reduce(1, *)
      let width = signal.shape.width
      let column =
        others.isEmpty
        ? signal(Reshape([width, 1])) : signal(Reshape([rows, width, 1]))
      func frames(_ name: Name, _ wave: (Double) -> Double) throws -> Term {
        let kernel = try call.eq.constant(
          name, isOne ? [length, 1, bins] : [1, length, 1, bins], dtype
        ) {
          Waves.matrix(all, bins: bins, wave).map(dtype.rounded)
        }
        let made = Term.apply(convolve, [column, kernel])
        return isOne ? made : made(Reshape(others + made.shape.dims.suffix(2)))
      }
      return try [frames("C", Waves.cosine), frames("S") { -Waves.sine($0) }]
    },
  ]
}

extension OperationCall {
  /// A complex operand: its real and its imaginary part.
  func complex() throws -> (Term, Term) {
    guard case .list(let parts) = argument(["x"], at: 0), parts.count == 2 else {
      throw misuse("of another thing than a real and an imaginary part is not supported")
    }
    let terms = try terms(parts).map { real($0) }
    guard terms[0].shape == terms[1].shape, terms[0].shape.rank >= 1, terms[0].shape.width > 0
    else {
      throw misuse("of \(terms[0].shape) and \(terms[1].shape) is not supported")
    }
    return (terms[0], terms[1])
  }

  /// The last axis cut off at a length, or with zeros behind it.
  func fitted(_ x: Term, _ length: Int) throws -> Term {
    let rank = x.shape.rank
    guard rank >= 1, (1...1 << 16).contains(length) else {
      throw misuse("of \(length) numbers is not supported")
    }
    let own = x.shape.width
    guard own <= length else { return x(Slice.last(0..<length, rank: rank)) }
    guard own < length else { return x }
    let none = [Int](repeating: 0, count: rank)
    return x(Pad(before: none, after: none.dropLast() + [length - own]))
  }

  /// `cos 2πkn/N`, or `−sin 2πkn/N`, for each place k and frequency n, each row as much as is said.
  func waves(
    _ name: Name, _ rows: Int, _ columns: Int, period: Int? = nil, isSine: Bool = false,
    _ weight: (Int) -> Double = { _ in 1 }
  ) throws -> Term {
    let dtype: DType = eq.precision ?? .float32
    let turn = Swift.max(period ?? rows, 1)
    return try eq.constant(name, [rows, columns], dtype) {
      let wave = (0..<turn).map { place in
        let part = Double(place) / Double(turn)
        return isSine ? -Waves.sine(part) : Waves.cosine(part)
      }
      return (0..<rows).flatMap { row in
        (0..<columns).map { dtype.rounded(weight(row) * wave[row * $0 % turn]) }
      }
    }
  }

  /// The numbers of a window; nil where there is none.
  func window(_ length: Int) throws -> [Double]? {
    guard let argument = argument(["window"]) else { return nil }
    switch argument {
    case .word("hann"): return SpectrumWindow.hann.numbers(length)
    case .word("hamming"): return SpectrumWindow.hamming.numbers(length)
    default:
      guard let array = array(argument, beside: .float32), array.shape == [length] else {
        throw misuse("with window=\(argument.text) is not supported")
      }
      return array.elements
    }
  }
}
