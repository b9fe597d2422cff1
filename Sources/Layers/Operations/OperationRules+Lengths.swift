import Equations
import Tensors
import Terms

/// Operations on the lengths that `tf.shape(x)` gives, of which a reshape takes them.
extension OperationRules {
  static let lengths = [
    OperationRule(tf: ["shape", "shape_v2"]) { try $0.sampleLengths().term },
    OperationRule(tf: ["zeros"]) { try $0.repeated(0, ["shape"]) },
    OperationRule(tf: ["ones"]) { try $0.repeated(1, ["shape"]) },
    OperationRule(tf: ["fill"]) { try $0.repeated(nil, ["dims"]) },
    OperationRule(tf: ["range"]) { try $0.counting().term },
  ]

  /// The lengths that an operation makes, and the term that computes them.
  typealias Made = (lengths: Lengths, term: Term)

  /// By the first name that TensorFlow has for an operation.
  static let ofLengths: [String: @Sendable (OperationCall) throws -> Made] = [
    "shape": { try $0.sampleLengths() },
    "identity": { try $0.operandLengths(["input", "x"]) },
    "cast": { try $0.operandLengths(["x"]) },
    "convert_to_tensor": { try $0.listedLengths(["value", "x"], hasAxis: false) },
    "getitem": { try $0.chosenLengths() },
    "stack": { try $0.listedLengths(["values", "x"]) },
    "concat": { try $0.listedLengths(["values"]) },
    "add": { call in try call.joined({ $0 + $1 }) { try call.sum($0, $1) } },
    "subtract": { call in try call.joined({ $0 - $1 }) { try call.sum($0, $1, sign: -1) } },
    "multiply": { call in try call.joined({ $0 * $1 }) { try call.product($0, $1) } },
    "floordiv": { call in
      try call.joined({ ($0 / $1)(Floor()) }) { try call.quotient($0, $1) }
    },
    "greater": { call in try call.compared(Greater()) { $0 > $1 } },
    "greater_equal": { call in try call.compared(GreaterEqual()) { $0 >= $1 } },
    "less": { call in try call.compared(Less()) { $0 < $1 } },
    "less_equal": { call in try call.compared(LessEqual()) { $0 <= $1 } },
    "equal": { call in try call.compared(Equal()) { $0 == $1 } },
    "not_equal": { call in try call.compared(NotEqual()) { $0 != $1 } },
    "where": { try $0.chosenAmongLengths() },
    "ones_like": { try $0.alike(1) },
    "zeros_like": { try $0.alike(0) },
    "reduce_prod": { call in
      let (lengths, term) = try call.operandLengths(["input_tensor"])
      guard try call.integer("axis") ?? 0 == 0, try !call.flag("keepdims"), !lengths.isOne else {
        throw call.misuse("of lengths along another axis is not supported")
      }
      let all = try lengths.list.reduce(Length(fixed: 1)) { try call.product($0, $1) }
      return (Lengths(one: all), term(Reduce(.prod, axes: [0])))
    },
  ]

  /// What reads lengths beside its operand.
  static let takesLengths: Set<String> = ["reshape", "broadcast_to", "tile", "sequence_mask"]

  /// What gives truth values of lengths.
  static let comparesLengths: Set<String> = [
    "greater", "greater_equal", "less", "less_equal", "equal", "not_equal",
  ]

  /// What is done to arrays that have no samples: the numbers 0, 1, … that `tf.range` counts up to a length; and whether the
  /// result has samples.
  static let ofArrays:
    [String: @Sendable (OperationCall) throws -> (term: Term, hasSamples: Bool)] = [
      "range": { try $0.counting() },
      "expand_dims": { try $0.arrayWithAxes() },
      "getitem": { try $0.arrayItem() },
      "tile": { try $0.arrayForSamples() },
    ]

  /// What makes samples of lengths.
  static let makesSamples: Set<String> = ["zeros", "ones", "fill"]

  /// Operations element by element, in which a length that is the same whatever is fed is a number like any other.
  static let besideLengths: Set<String> = [
    "add", "subtract", "multiply", "truediv", "pow", "floormod", "maximum", "minimum", "negative",
    "abs", "square", "sqrt", "rsqrt", "reciprocal", "cast", "log", "exp", "divide_no_nan",
    "floordiv", "equal", "not_equal", "greater", "greater_equal", "less", "less_equal",
    "scalar_mul", "identity", "where", "logical_and", "logical_or", "logical_not",
  ]
}

extension OperationCall {
  /// `tf.shape(x)`: how many samples, and a sample's shape.
  fileprivate func sampleLengths() throws -> OperationRules.Made {
    let x = try x()
    guard !eq.isInLoop else {
      throw misuse("of what is computed timestep by timestep is not supported")
    }
    guard !eq.hasNoSamples(x) else { throw misuse("of a shape is not supported") }
    _ = argument(["optimize"])
    let dtype = try self.dtype("out_type") ?? .int32
    let rows = eq.layout(of: x) == .joined ? x.shape[0] : 1
    let own = x.shape.dims.dropFirst(rows == 1 ? 0 : 1).map { Length(fixed: $0) }
    let fed = Term.apply(OverSamples(.count), [x])
    let count = (rows == 1 ? fed : fed * .number(Double(rows)))(Cast(dtype))(Reshape([1]))
    let parts = own.isEmpty ? [] : [try eq.numbers(of: Lengths(own), dtype)]
    let term = parts.isEmpty ? count : .apply(Concatenate(axis: 0), [count] + parts)
    return (Lengths([Length(perSample: rows)] + own), term)
  }

  /// The one operand, in another format where one is asked for.
  func operandLengths(_ names: [String]) throws -> OperationRules.Made {
    guard case .tensor(let signal)? = argument(names, at: 0),
      let lengths = eq.lengths(of: signal.term)
    else { throw misuse("of a shape and other numbers is not supported") }
    let dtype = try self.dtype() ?? self.dtype(of: signal.term)
    return (lengths, dtype == self.dtype(of: signal.term) ? signal.term : signal.term(Cast(dtype)))
  }

  /// A list of lengths and numbers, one behind the other.
  fileprivate func listedLengths(
    _ names: [String], hasAxis: Bool = true
  ) throws -> OperationRules.Made {
    guard let argument = argument(names, at: 0) else { throw misuse("of nothing") }
    guard try !hasAxis || integer("axis") ?? 0 == 0 else {
      throw misuse("of lengths along another axis is not supported")
    }
    let list: [Argument<Signal>] = if case .list(let list) = argument { list } else { [argument] }
    let dtype = try self.dtype() ?? .int32
    var parts: [Term] = []
    // Numbers that stand side by side are one array.
    var (numbers, arrays): ([Length], Int) = ([], 0)
    func endNumbers() throws {
      guard !numbers.isEmpty else { return }
      arrays += 1
      let name: Name = arrays == 1 ? "dims" : .numbered("dims", arrays)
      parts.append(try eq.numbers(of: Lengths(numbers), dtype, as: name))
      numbers = []
    }
    for item in list {
      guard case .tensor(let signal) = item else {
        numbers += try lengths(item, names[0])
        continue
      }
      try endNumbers()
      let term = signal.term.shape.rank == 0 ? signal.term(Reshape([1])) : signal.term
      parts.append(self.dtype(of: term) == dtype ? term : term(Cast(dtype)))
    }
    try endNumbers()
    let all = Lengths(try lengths(argument, names[0]))
    return (all, parts.count == 1 ? parts[0] : .apply(Concatenate(axis: 0), parts))
  }

  /// `tf.shape(x)[0]`, `tf.shape(x)[1:]`.
  fileprivate func chosenLengths() throws -> OperationRules.Made {
    let (lengths, x) = try operandLengths(["a", "tensor", "input"])
    let all = lengths.list
    guard var written = argument(["slice_spec", "key"], at: 1), !lengths.isOne else {
      throw misuse("of a shape with None as its index is not supported")
    }
    if case .list(let list) = written, list.count == 1 { written = list[0] }
    if let number = written.wholeNumber {
      let place = number < 0 ? number + all.count : number
      guard all.indices.contains(place) else { throw misuse("[\(number)] of \(all.count) lengths") }
      return (Lengths(one: all[place]), x(Slice([.at(number)])))
    }
    guard case .slice(let start, let stop, let step) = written, step ?? 1 == 1 else {
      throw misuse("of a shape with the index \(written.text) is not supported")
    }
    func place(_ bound: Int?, _ fallback: Int) -> Int {
      guard let bound else { return fallback }
      return min(max(bound < 0 ? bound + all.count : bound, 0), all.count)
    }
    let first = place(start, 0)
    let end = max(first, place(stop, all.count))
    return (
      Lengths(Array(all[first..<end])), x(Slice([.range(first, end, step: nil)]))
    )
  }
}
