import Equations
import Tensors
import Terms

/// What NumPy's export brings along, and how terms become its text.
final class NumPyHelpers {
  let isDouble: Bool
  private(set) var definitions: [[String]] = []
  private var known: Set<String> = []
  private var functions: [String: String] = [:]
  private var identifiers: Identifiers

  init(isDouble: Bool, avoiding names: Set<String>) {
    self.isDouble = isDouble
    identifiers = Identifiers(avoiding: names)
  }

  /// `(3, 2)`, `(8,)`.
  static func tuple(_ shape: Shape) -> String {
    shape.rank == 1 ? "(\(shape[0]),)" : "(\(shape.dims.map(String.init).joined(separator: ", ")))"
  }

  static func literal(_ number: Double) -> String {
    if number.isNaN { return "np.nan" }
    if number.isInfinite { return number < 0 ? "-np.inf" : "np.inf" }
    return NumberFormat.exact(number, .float64)
  }

  func formula(_ term: Term, _ name: (Value) -> String) -> Formula {
    switch term {
    case .value(let value):
      let text = name(value)
      return Formula(text, text.hasPrefix("-") ? .sign : .atom)
    case .number(let number):
      return Formula(NumPyHelpers.literal(number), number.sign == .minus ? .sign : .atom)
    case .named(let function, let operands):
      let types = operands.map { (try? $0.type()) ?? TensorType(.scalar, .float32) }
      return .call(self.function(function, types), operands.map { formula($0, name) })
    case .apply where term.countsSamples:
      return Formula(LoopWriter.samples)
    case .apply(let op, let operands):
      let types = operands.map { (try? $0.type()) ?? TensorType(.scalar, .float32) }
      let result = (try? term.type()) ?? TensorType(.scalar, .float32)
      // Truth values are NumPy's own; as numbers they are counted.
      let countsTruth = types.allSatisfy { $0.dtype == .bool } && result.dtype != .bool
      var formulas = NumPyHelpers.rounded(numbersOf: operands, types).map { formula($0, name) }
      if countsTruth, !(op is Cast) { formulas = formulas.map { .call("real", [$0]) } }
      note(op, types)
      return rounded(op.numpy(formulas, types), result.dtype)
    }
  }

  /// A plain number is rounded to the half precision that it stands beside.
  private static func rounded(numbersOf operands: [Term], _ types: [TensorType]) -> [Term] {
    let formats = Set(
      zip(operands, types).compactMap { operand, type -> DType? in
        if case .number = operand { nil } else { type.dtype }
      })
    guard formats.count == 1, let format = formats.first, format.isHalf else { return operands }
    return operands.map { operand in
      if case .number(let number) = operand { .number(format.rounded(number)) } else { operand }
    }
  }

  private func rounded(_ formula: Formula, _ dtype: DType) -> Formula {
    switch dtype {
    case .float16, .bfloat16: break
    case .float32 where isDouble: break
    default: return formula
    }
    define(dtype.rawValue, NumPyHelpers.roundings[dtype.rawValue] ?? [])
    return .call(dtype.rawValue, [formula])
  }

  private func define(_ name: String, _ lines: [String]) {
    if known.insert(name).inserted { definitions.append(lines) }
  }

  private func note(_ op: any Op, _ types: [TensorType]) {
    switch op.loops(types) {
    case .element(let code):
      guard case .define(let body) = code.numpy else { return }
      let operands = body.names("y") ? "x, y" : "x"
      let (parts, result) = ElementCode.lines(of: body)
      define(
        code.name,
        ["def \(code.name)(\(operands)):"] + parts.map { "    \($0.name) = \($0.value)" }
          + ["    return \(result)"])
    case .rows(let code, _):
      define(code.name, ["def \(code.name)(x, axis=-1):"] + code.numpy.map { "    " + $0 })
    case .windows(let code):
      for definition in NumPyWindows.needed(by: code) { define(definition.name, definition.lines) }
    default: break
    }
  }

  /// The name of a function that is made of ops; it is defined when it is first used.
  private func function(_ function: NamedFunction, _ types: [TensorType]) -> String {
    let key = "\(function.name) \(function.options) \(types)"
    if let known = functions[key] { return known }
    let own = Equations()
    let letters = ["x", "y", "z", "u", "v", "w"]
    let operands = types.enumerated().map { index, type in
      own.input(Name(letters[min(index, 5)]), type)
    }
    let parameters = operands.compactMap { $0.value?.name.ascii }.joined(separator: ", ")
    let body = formula(function.definition(operands)) { $0.name.ascii }
    let lines = ["    return \(body.text)"]
    // The same text for other types is the same function.
    if let same = functions["\(function.name) \(lines)"] {
      functions[key] = same
      return same
    }
    let name = identifiers.unique(function.name)
    functions[key] = name
    functions["\(function.name) \(lines)"] = name
    definitions.append(["def \(name)(\(parameters)):"] + lines)
    return name
  }

  private static let roundings: [String: [String]] = [
    "float16": ["def float16(x):", "    return np.float16(x).astype(real)"],
    "float32": ["def float32(x):", "    return np.float32(x).astype(real)"],
    "bfloat16": [
      "def bfloat16(x):",
      "    bits = np.asarray(x, np.float32).view(np.uint32)",
      "    near = (bits + 0x7fff + (bits >> 16 & 1)) & np.uint32(0xffff0000)",
      "    return np.where(np.isnan(x), x, near.view(np.float32)).astype(real)",
    ],
  ]
}
