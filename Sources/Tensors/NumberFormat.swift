import CKernels
import Containers

/// How numbers become text: the one place where they do.
package struct NumberFormat: Sendable, Hashable {
  /// Digits after the point.
  package var precision = 4
  /// How many elements are kept at each end of an axis that is cut.
  package var edgeItems = 3
  /// Columns of the screen.
  package var width = 80
  /// An array with more elements than this is cut; nil never cuts.
  package var threshold: Int? = 64

  package init() {}

  /// Numbers that belong together, in one notation, padded to one width.
  package func column(_ values: [Double]) -> [String] {
    let notation = Notation(for: values, precision: precision)
    let texts = NumberFormat.texts(values, notation.text)
    let width = texts.map(\.count).max() ?? 0
    return texts.map { $0.padded(to: width) }
  }

  /// Numbers of a format that belong together, padded to one width: truth values and integers in
  /// full, floats as `column` has them.
  package func column(_ values: [Double], _ dtype: DType) -> [String] {
    if dtype.isFloat { return column(values) }
    let texts = NumberFormat.texts(values) { shown($0, dtype) }
    let width = texts.map(\.count).max() ?? 0
    return texts.map { $0.padded(to: width) }
  }

  /// What is no float, in full; of a text, unless nothing is cut, as much as a line has room for.
  private func shown(_ value: Double, _ dtype: DType) -> String {
    guard dtype == .string, threshold != nil else { return NumberFormat.exact(value, dtype) }
    return Texts.quoted(value, longest: max(width - 12, 20))
  }

  /// How each number of a column is written, padded to the width of the longest.
  ///
  /// Made in two passes, so that no list of all texts is needed.
  package func columnText(_ values: [Double], _ dtype: DType) -> (Double) -> String {
    let notation = Notation(for: values, precision: precision)
    let text = { (value: Double) in
      dtype.isFloat ? notation.text(value) : shown(value, dtype)
    }
    var width = 0
    for (place, value) in values.enumerated() {
      if Interruption.isWished(at: place) { break }
      let text = text(value)
      width = max(width, dtype == .string ? text.count : text.utf8.count)
    }
    return { text($0).padded(to: width) }
  }

  /// The numbers' texts; empty ones from the place on where one is interrupted.
  private static func texts(_ values: [Double], _ text: (Double) -> String) -> [String] {
    var isOver = false
    return values.enumerated().map { place, value in
      if !isOver { isOver = Interruption.isWished(at: place) }
      return isOver ? "" : text(value)
    }
  }

  /// The same without padding.
  package func texts(_ values: [Double], _ dtype: DType) -> [String] {
    column(values, dtype).map(\.trimmedSpaces)
  }

  /// One number of a format: integers in full, floats as short as the precision allows.
  package func scalar(_ value: Double, _ dtype: DType) -> String {
    dtype.isFloat ? scalar(value) : shown(value, dtype)
  }

  /// One number, as short as the precision allows.
  package func scalar(_ value: Double) -> String {
    Notation(for: [value], precision: precision).text(value).trimmedZeros
  }

  /// The same with a digit more for every zero between the point and the first digit of the largest of the numbers, so that
  /// small ones have as many digits that count; what is smaller still has a power of ten anyway.
  package func counting(from values: [Double]) -> NumberFormat {
    var format = self
    let largest = values.lazy.filter(\.isFinite).map(abs).max() ?? 0
    guard largest >= Notation.power(1 - precision) else { return self }
    for zeros in 1..<max(precision, 1) where largest < Notation.power(-zeros) {
      format.precision += 1
    }
    return format
  }

  /// The shortest text that reads back as the same number of that format.
  package static func exact(_ value: Double, _ dtype: DType) -> String {
    if dtype == .string { return Texts.quoted(value) }
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if dtype == .bool { return value == 0 ? "False" : "True" }
    if !dtype.isFloat, let integer = Int(exactly: value) { return String(integer) }
    switch dtype {
    case .float64: return plain("\(value)")
    case .float16, .bfloat16: return shortest(value, dtype)
    default: return plain("\(Float(value))")
    }
  }

  /// As many digits as the format needs to be told from its neighbours.
  private static func shortest(_ value: Double, _ dtype: DType) -> String {
    for digits in 0..<8 {
      guard let short = Double(Notation.scientific(digits: digits).text(value)) else { continue }
      if dtype.rounded(short) == value { return plain("\(short)") }
    }
    return plain("\(value)")
  }

  /// `0.125`: as many digits after the point.
  package static func fixed(_ value: Double, digits: Int) -> String {
    Notation.fixed(decimals: digits).full(value)
  }

  /// `1.25e-01`: as many digits after the point.
  package static func scientific(_ value: Double, digits: Int) -> String {
    Notation.scientific(digits: digits).full(value)
  }

  /// `1e-3` with few significant digits, for errors and tolerances.
  package static func short(_ value: Double) -> String {
    if value == 0 { return "0" }
    if !value.isFinite { return exact(value, .float64) }
    return Notation.scientific(digits: 2).text(value)
  }

  /// `1.78`, `0.00843`, `1.22e-05`, `1e-06`: a size in a sentence, with three significant digits at most.
  package static func brief(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return short(value) }
    var (decimals, size) = (2, abs(value))
    guard size >= 0.001, size < 10_000 else {
      let text = short(value)
      let mantissa = text.prefix { $0 != "e" }
      return withoutZeros(String(mantissa)) + text.dropFirst(mantissa.count)
    }
    while size < 1 { (decimals, size) = (decimals + 1, size * 10) }
    while size >= 10 { (decimals, size) = (max(decimals - 1, 0), size / 10) }
    return withoutZeros(fixed(value, digits: decimals))
  }

  /// Without zeros at the end of what stands behind the point.
  private static func withoutZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let rest = text.reversed().drop { $0 == "0" }
    return String(String(rest.first == "." ? rest.dropFirst() : rest).reversed())
  }

  /// `28%` of 0.28.
  package static func percent(_ share: Double) -> String {
    share.isFinite ? "\(Int((min(max(share, -1e6), 1e6) * 100).rounded()))%" : "—"
  }

  /// A number with one digit after the point, for distances: `0.4`.
  package static func tenths(_ value: Double) -> String {
    guard abs(value) < 1e15 else { return short(value) }
    return Notation.fixed(decimals: 1).text(value == 0 ? 0 : value).trimmedSpaces
  }

  /// Swift writes `1.0`; Python users read `1.0` too, but an integer's tail says nothing here.
  private static func plain(_ text: String) -> String {
    text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// The notation that an array's numbers share.
private enum Notation {
  case integer
  case fixed(decimals: Int)
  case scientific(digits: Int)

  init(for values: [Double], precision: Int) {
    var largest = 0.0
    var smallest = Double.infinity
    var whole = true
    for (place, value) in values.enumerated() {
      if Interruption.isWished(at: place) { break }
      guard value.isFinite, value != 0 else { continue }
      let magnitude = abs(value)
      largest = max(largest, magnitude)
      smallest = min(smallest, magnitude)
      whole = whole && value == value.rounded()
    }
    if whole && largest < 1e15 {
      self = .integer
    } else if largest >= 1e7 || largest < Notation.power(1 - precision) {
      // Where not even the largest would have two digits left, as small gradients have not.
      self = .scientific(digits: precision)
    } else if smallest < Notation.power(-precision) && values.count == 1 {
      self = .scientific(digits: precision)
    } else {
      self = .fixed(decimals: precision)
    }
  }

  static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let zero = value.sign == .minus ? "-0" : "0"
    switch self {
    case .integer: return value == 0 ? zero : String(Int(value))
    case .fixed(let decimals):
      // A zero is written `0`, so that it is told from a number that rounds to zero.
      if value == 0 { return zero + String(repeating: " ", count: decimals > 0 ? decimals + 1 : 0) }
      return format { ks_format_fixed($0, $1, value, Int32(decimals)) }
    case .scientific(let digits):
      if value == 0 { return zero }
      return format { ks_format_scientific($0, $1, value, Int32(digits)) }
    }
  }

  /// The text; a zero with all its digits, as other numbers have them.
  func full(_ value: Double) -> String {
    switch self {
    case .fixed(let decimals) where value == 0:
      format { ks_format_fixed($0, $1, value, Int32(decimals)) }
    case .scientific(let digits) where value == 0:
      format { ks_format_scientific($0, $1, value, Int32(digits)) }
    default: text(value)
    }
  }

  private func format(_ write: (UnsafeMutablePointer<CChar>, Int) -> Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      _ = write(start, buffer.count)
      return String(cString: start)
    }
  }
}

extension String {
  /// The text with spaces before it, up to a width.
  package func padded(to width: Int) -> String {
    let missing = width - count
    return missing > 0 ? String(repeating: " ", count: missing) + self : self
  }

  /// The text with spaces after it, up to a width.
  package func filled(to width: Int) -> String {
    let missing = width - count
    return missing > 0 ? self + String(repeating: " ", count: missing) : self
  }

  fileprivate var trimmedZeros: String {
    guard contains("."), !contains("e") else { return trimmedSpaces }
    var text = trimmedSpaces
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  fileprivate var trimmedSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
