import Equations
import Tensors
import Terms

/// Products of many whole numbers, which a Double does not hold: they are brought back to their format on the way.
extension OperationCall {
  /// Whether the product of so many numbers of a format may be longer than a number here.
  func isLong(_ dtype: DType, factors: Int) -> Bool {
    let bits: Int? =
      switch dtype {
      case .int8, .uint8: 8
      case .int16, .uint16: 16
      case .int32, .uint32: 32
      default: nil
      }
    return bits.map { factors > 1 && factors > 53 / $0 } ?? false
  }

  /// The product along axes, of halves with each other until one number is left.
  func longProduct(_ x: Term, _ axes: [Int], keeps: Bool) throws -> Term {
    let rank = x.shape.rank
    let gone = axes.map { $0 < 0 ? $0 + rank : $0 }
    let kept = x.shape.dims.indices.filter { !gone.contains($0) }
    var count = gone.reduce(1) { $0 * x.shape[$1] }
    var row = x
    if kept + gone != Array(0..<rank) { row = row(Permute(kept + gone)) }
    if gone.count != 1 { row = row(Reshape(kept.map { x.shape[$0] } + [count])) }
    let last = kept.count
    var step = 1
    while count > 1 {
      let half = count / 2
      let pairs = wrapped(stretch(row, last, 0, half) * stretch(row, last, half, 2 * half))
      let rest = count % 2 == 0 ? [] : [stretch(row, last, 2 * half, count)]
      let joined = rest.isEmpty ? pairs : .apply(Concatenate(), [pairs] + rest)
      row = try eq(.numbered("p", step), joined, "one half times the other")
      count -= half
      step += 1
    }
    return row(
      Reshape(
        x.shape.dims.indices.compactMap { gone.contains($0) ? (keeps ? 1 : nil) : x.shape[$0] }))
  }

  /// What the product up to every place along an axis is: times that of as many places before, of which there are twice
  /// as many each time.
  func longRunningProduct(_ x: Term, _ axis: Int) throws -> Term {
    let place = axis < 0 ? axis + x.shape.rank : axis
    let length = x.shape[place]
    var y = x
    var (shift, step) = (1, 1)
    while shift < length {
      let ones = try eq.constant(
        .numbered("ones", step), x.shape.replacing(place, with: shift), dtype(of: x), repeating: 1)
      let before = Term.apply(
        Concatenate(axis: place - x.shape.rank), [ones, stretch(y, place, 0, length - shift)])
      y = try eq(.numbered("p", step), wrapped(y * before), "of \(2 * shift) places")
      (shift, step) = (2 * shift, step + 1)
    }
    return y
  }

  /// `xⁿ` by squares.
  func longPower(_ x: Term, _ exponent: Int) throws -> Term {
    guard exponent > 0 else { return try eq.constant("ones", x.shape, dtype(of: x), repeating: 1) }
    var (square, rest, step) = (x, exponent, 1)
    var y: Term?
    while true {
      if rest % 2 == 1 { y = y.map { wrapped($0 * square) } ?? square }
      rest /= 2
      guard rest > 0 else { return y ?? square }
      square = try eq(.numbered("q", step), wrapped(square * square), "squared again")
      step += 1
    }
  }

  /// `a·b` as TensorFlow's loops over whole numbers give it: of 32 bits, the sum of the products of parts of a's bits, each
  /// brought back to them.
  func wholeProduct(_ a: Term, _ b: Term) throws -> Term {
    let y = a • b
    let dtype = dtype(of: y)
    guard dtype == .int32 || dtype == .uint32, a.shape.rank > 0 else { return wrapped(y) }
    let length = max(a.shape.width, 1)
    // A part times 31 bits, as often as there are terms, stays below 2⁵².
    let spare = 20 - (Int.bitWidth - (length - 1).leadingZeroBitCount)
    guard spare >= 1 else { throw misuse("of \(length) terms each is not supported") }
    let bits = min(16, spare)
    let parts = (32 + bits - 1) / bits
    let base = Double(1 << bits)
    let (left, right) = (a(Cast(.float64)), b(Cast(.float64)))
    var added: Term?
    for part in (0..<parts).reversed() {
      let above = part == 0 ? left : (left / .number(Double(1 << (bits * part))))(Floor())
      let digits = part == parts - 1 ? above : .apply(Modulo(), [above, .number(base)])
      let product = digits • right
      let all = added.map { $0 * .number(base) + product } ?? product
      added = try eq(
        .numbered("s", parts - part), .apply(Modulo(), [all, .number(0x1p32)]),
        "the bits of a from \(bits * part) on, what is left of 2^32")
    }
    guard let sum = added else { return wrapped(y) }
    guard dtype == .int32 else { return sum(Cast(dtype)) }
    return Term.select(
      .apply(GreaterEqual(), [sum, .number(0x1p31)]), sum - .number(0x1p32), sum)(Cast(dtype))
  }

  /// A product as Keras 3 makes it of whole numbers: in fractions, and cut again.
  func cutProduct(_ a: Term, _ b: Term, to dtype: DType) -> Term {
    (real(a) • real(b))(Cast(dtype))
  }
}
