import Tensors

/// The settings of one call, by name.
package struct Options: Sendable {
  package enum Setting: Sendable {
    case none
    /// The name of a number format.
    case format(DType)
    case number(Double)
    case numbers([Double])
    /// A word, as in `padding=same`.
    case word(String)
  }

  package private(set) var settings: [String: Setting] = [:]

  package init() {}

  /// Number formats by their names, Python's own among them.
  package static let formats: [String: DType] = {
    let own = DType.allCases.map { ($0.rawValue, $0) }
    return Dictionary(
      own + [("int", .int64), ("float", .float64)], uniquingKeysWith: { first, _ in first })
  }()

  package subscript(name: String) -> Setting? {
    get { settings[name] }
    set { settings[name] = newValue }
  }

  package func number(_ name: String) throws(Misfit) -> Double? {
    switch settings[name] {
    case .number(let number): return number
    case nil, .some(.none): return nil
    default: throw Misfit("\(name) is one number")
    }
  }

  package func integer(_ name: String) throws(Misfit) -> Int? {
    guard let number = try number(name) else { return nil }
    return try Options.whole(number, name)
  }

  /// Several integers; one counts as a list of one.
  package func integers(_ name: String) throws(Misfit) -> [Int]? {
    switch settings[name] {
    case .number(let number): return [try Options.whole(number, name)]
    case .numbers(let numbers):
      var result: [Int] = []
      for number in numbers { result.append(try Options.whole(number, name)) }
      return result
    case .format, .word: throw Misfit("\(name) is a list of whole numbers")
    case nil, .some(.none): return nil
    }
  }

  package func flag(_ name: String) throws(Misfit) -> Bool {
    try number(name).map { $0 != 0 } ?? false
  }

  package func word(_ name: String) throws(Misfit) -> String? {
    switch settings[name] {
    case .word(let word): return word
    case nil, .some(.none): return nil
    default: throw Misfit("\(name) is a word")
    }
  }

  package func format(_ name: String) throws(Misfit) -> DType? {
    switch settings[name] {
    case .format(let format): return format
    case nil, .some(.none): return nil
    default:
      let all = DType.allCases.map(\.rawValue).joined(separator: ", ")
      throw Misfit("\(name) is a number format", hint: "one of \(all)")
    }
  }

  private static func whole(_ number: Double, _ name: String) throws(Misfit) -> Int {
    guard abs(number) <= 9_007_199_254_740_992, let whole = Int(exactly: number) else {
      throw Misfit("\(name) is a whole number, not \(NumberFormat.exact(number, .float64))")
    }
    return whole
  }
}
