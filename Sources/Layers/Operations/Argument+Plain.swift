import Containers
import Tensors

/// Arguments as the plain values that they are in Python.
extension Argument {
  var isNone: Bool { if case .none = self { true } else { false } }

  /// A number, or a truth value as 1 or 0.
  var plainNumber: Double? {
    switch self {
    case .number(let number): number
    case .array(let array) where array.shape.rank == 0: array.elements.first
    default: nil
    }
  }

  /// A number that Python holds as a float, `2.0`, which is none of its whole numbers.
  var decimal: Double? {
    guard case .array(let array) = self, array.shape.rank == 0, array.dtype == .float64 else {
      return nil
    }
    return array.elements.first
  }

  package var wholeNumber: Int? {
    if case .number(let number) = self { Int(exactly: number) } else { nil }
  }

  /// Whether it is a list, or an array with axes.
  var isSeveral: Bool {
    switch self {
    case .array(let array): array.shape.rank > 0
    case .list: true
    default: false
    }
  }

  /// An array of whole numbers as lists of them in lists; anything else as it is.
  var listed: Argument {
    guard case .array(let array) = self, array.shape.rank > 0, !array.dtype.isFloat else {
      return self
    }
    let rows = (0..<array.shape[0]).compactMap { array.row($0) }
    return .list(
      rows.map { row in
        guard row.shape.rank == 0, let number = row.elements.first else {
          return Argument.array(row).listed
        }
        return .number(number)
      })
  }

  /// The numbers of lists in lists with these lengths; nil for anything else.
  func numbers(_ dims: ArraySlice<Int>) -> [Double]? {
    guard let length = dims.first else { return plainNumber.map { [$0] } }
    guard case .list(let list) = self, list.count == length else { return nil }
    var result: [Double] = []
    for item in list {
      guard let numbers = item.numbers(dims.dropFirst()) else { return nil }
      result += numbers
    }
    return result
  }

  /// Whether a number of it is a float in Python.
  var holdsDecimals: Bool {
    if case .list(let list) = self { list.contains(where: \.holdsDecimals) } else { decimal != nil }
  }

  /// A value of a config: numbers, words, and lists of them.
  init(_ json: JSON) {
    switch json {
    case .bool(let bool): self = .number(bool ? 1 : 0)
    case .int(let int): self = .number(Double(int))
    case .double(let double): self = .decimal(double)
    case .string(let word): self = .word(word)
    case .array(let list): self = .list(list.map { Argument($0) })
    case .null: self = .none
    case .object: self = .word(json.text)
    }
  }

  /// The value as Python writes it, cut when it is long.
  var text: String {
    let whole: String
    switch self {
    case .tensor: whole = "a tensor"
    case .list(let list):
      let more = list.count > 8 ? ", …" : ""
      whole = "[" + list.prefix(8).map(\.text).joined(separator: ", ") + more + "]"
    case .number(let number): whole = NumberFormat.exact(number, .float64)
    case .array where decimal != nil: whole = NumberFormat.exact(decimal ?? 0, .float64)
    case .array(let array): whole = "an array \(array.shape)"
    case .slice: whole = "a slice"
    case .ellipsis: whole = "..."
    case .none: whole = "None"
    case .word(let word): whole = "\"\(word.short())\""
    }
    return whole.short(62)
  }
}
