import Tensors

/// A function by name: what it takes, and what it means.
public struct Function: Sendable {
  /// What a function does.
  enum Body: Sendable {
    /// A term of its operands.
    case term(@Sendable ([Term], Options) throws(Misfit) -> Term)
    /// A new array; of the shape and format of an operand, where there is one.
    case creation(Maker)
  }

  typealias Maker = @Sendable (Options, CreationContext) throws(Misfit) -> Tensor

  /// The operands, by name.
  enum Operands: Sendable {
    case each([String])
    /// One list: `concatenate([a, b])`.
    case list(String)
  }

  let name: String
  let operands: Operands
  /// The settings, in the order in which they may follow the operands.
  let options: [String]
  /// Whether the first option may be written out: `zeros(3, 2)` for `zeros((3, 2))`.
  let spreadsFirstOption: Bool
  let body: Body

  /// A function that is a term of its operands.
  static func of(
    _ name: String, _ operands: [String] = ["x"], options: [String] = [], spread: Bool = false,
    _ make: @escaping @Sendable ([Term], Options) throws(Misfit) -> Term
  ) -> Function {
    Function(
      name: name, operands: .each(operands), options: options, spreadsFirstOption: spread,
      body: .term(make))
  }

  /// The same of a list of operands.
  static func ofList(
    _ name: String, options: [String] = [],
    _ make: @escaping @Sendable ([Term], Options) throws(Misfit) -> Term
  ) -> Function {
    Function(
      name: name, operands: .list("arrays"), options: options, spreadsFirstOption: false,
      body: .term(make))
  }

  /// A function that makes an array of settings alone.
  static func making(
    _ name: String, options: [String], spread: Bool = false,
    _ make: @escaping Maker
  ) -> Function {
    Function(
      name: name, operands: .each([]), options: options, spreadsFirstOption: spread,
      body: .creation(make))
  }

  /// The same with the shape and the format of an operand: `zeros_like(x)`.
  static func makingLike(
    _ name: String, options: [String] = [], _ make: @escaping Maker
  ) -> Function {
    Function(
      name: name, operands: .each(["x"]), options: options, spreadsFirstOption: false,
      body: .creation(make))
  }

  func named(_ name: String) -> Function {
    Function(
      name: name, operands: operands, options: options, spreadsFirstOption: spreadsFirstOption,
      body: body)
  }

  /// `sum(x, axis, keepdims)`.
  public var usage: String {
    var parts: [String]
    switch operands {
    case .each(let names): parts = names
    case .list: parts = ["[a, b, …]"]
    }
    for (index, option) in options.enumerated() {
      parts.append(index == 0 && spreadsFirstOption ? "\(option)…" : option)
    }
    return "\(name)(\(parts.joined(separator: ", ")))"
  }

  var isMethod: Bool {
    switch operands {
    case .each(let names): !names.isEmpty
    case .list: false
    }
  }
}

/// The settings of one call, by name.
struct Options: Sendable {
  enum Setting: Sendable {
    case none
    /// The name of a number format.
    case format(DType)
    case number(Double)
    case numbers([Double])
    /// A word, as in `padding="same"`.
    case word(String)
  }

  /// The settings that are words.
  static let words: Set<String> = ["padding"]

  private(set) var settings: [String: Setting] = [:]

  /// Number formats by their names, Python's own among them.
  static let formats: [String: DType] = {
    let own = DType.allCases.map { ($0.rawValue, $0) }
    return Dictionary(
      own + [("int", .int64), ("float", .float64)], uniquingKeysWith: { first, _ in first })
  }()

  subscript(name: String) -> Setting? {
    get { settings[name] }
    set { settings[name] = newValue }
  }

  func number(_ name: String) throws(Misfit) -> Double? {
    switch settings[name] {
    case .number(let number): return number
    case nil, .some(.none): return nil
    default: throw Misfit("\(name) is one number")
    }
  }

  func integer(_ name: String) throws(Misfit) -> Int? {
    guard let number = try number(name) else { return nil }
    return try Options.whole(number, name)
  }

  /// Several integers; one counts as a list of one.
  func integers(_ name: String) throws(Misfit) -> [Int]? {
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

  func flag(_ name: String) throws(Misfit) -> Bool {
    try number(name).map { $0 != 0 } ?? false
  }

  func word(_ name: String) throws(Misfit) -> String? {
    switch settings[name] {
    case .word(let word): return word
    case nil, .some(.none): return nil
    default: throw Misfit("\(name) is a word")
    }
  }

  func format(_ name: String) throws(Misfit) -> DType? {
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
