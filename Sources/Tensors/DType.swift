/// The number format a value has in Keras.
///
/// Values are computed in `Scalar.single` or `Scalar.double`; the narrower formats are exact in
/// those and rounded to after every op, as a processor without half-precision arithmetic does.
package enum DType: String, Sendable {
  case float16, bfloat16, float32, float64
  case bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64
  /// Text. A number of this format is the place of a text in `Texts`, and nothing is computed with it.
  case string

  package var isFloat: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    default: false
    }
  }

  /// Whether it is a float's of 16 bits.
  package var isHalf: Bool { self == .float16 || self == .bfloat16 }

  /// The format of sums: truth values are counted as integers, as Python does.
  package var counting: DType { self == .bool ? .int32 : self }

  /// The format that holds two formats together, as NumPy promotes them; floats win over integers.
  package func promoted(with other: DType) -> DType {
    if self == other { return self }
    if self == .string || other == .string { return .string }
    switch (isFloat, other.isFloat) {
    case (true, false): return self
    case (false, true): return other
    case (true, true):
      if self == .float64 || other == .float64 { return .float64 }
      return .float32
    case (false, false):
      if self == .bool { return other }
      if other == .bool { return self }
      if isSigned == other.isSigned { return bits < other.bits ? other : self }
      let (signed, unsigned) = isSigned ? (self, other) : (other, self)
      if signed.bits > unsigned.bits { return signed }
      return [8: .int16, 16: .int32][unsigned.bits] ?? .int64
    }
  }

  /// Whether it is an integer's that holds negative numbers.
  private var isSigned: Bool { [.int8, .int16, .int32, .int64].contains(self) }

  /// The numbers that an integer's holds; nil of a float's.
  package var wholeRange: ClosedRange<Double>? {
    if isFloat || self == .string { return nil }
    if self == .bool { return 0...1 }
    let span = Double(sign: .plus, exponent: isSigned ? bits - 1 : bits, significand: 1)
    return (isSigned ? -span : 0)...(span - 1)
  }

  /// How many bits an integer has.
  private var bits: Int {
    switch self {
    case .int8, .uint8: 8
    case .int16, .uint16: 16
    case .int32, .uint32: 32
    default: 64
    }
  }
}

extension DType: CaseIterable {
  /// The formats of numbers; text is none.
  package static let allCases: [DType] = [
    .float16, .bfloat16, .float32, .float64, .bool, .int8, .int16, .int32, .int64, .uint8, .uint16,
    .uint32, .uint64,
  ]
}

/// The machine number that a program is computed in: one for the whole program.
package enum Scalar: Sendable {
  case single, double

  package var byteSize: Int { self == .single ? 4 : 8 }
}

/// What a value is: the shape of one sample and its number format.
package struct TensorType: Hashable, Sendable, CustomStringConvertible {
  package let shape: Shape
  package let dtype: DType

  package init(_ shape: Shape, _ dtype: DType) {
    self.shape = shape
    self.dtype = dtype
  }

  package var description: String { "\(shape) \(dtype.rawValue)" }
}
