import Equations
import Tensors
import Terms

/// Operations on the lengths that `tf.shape(x)` gives, of which a reshape takes them.
extension OperationRules {
  static let lengths = [
    OperationRule(tf: ["shape", "shape_v2"]) { try $0.sampleLengths().term }
      .being(.givesLengths, .readsJoinedSamples).ofLengths { try $0.sampleLengths() },
    OperationRule(tf: ["zeros"]) { try $0.repeated(0, ["shape"]) }.being(.makesSamples),
    OperationRule(tf: ["ones"]) { try $0.repeated(1, ["shape"]) }.being(.makesSamples),
    OperationRule(tf: ["fill"]) { try $0.repeated(nil, ["dims"]) }.being(.makesSamples),
    OperationRule(tf: ["range"]) { try $0.counting().term }.ofArrays { try $0.counting() },
  ]
}

extension OperationCall {
  /// `tf.shape(x)`: how many samples, and a sample's shape.
  fileprivate func sampleLengths() throws -> MadeLengths {
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
  func operandLengths(_ names: [String]) throws -> MadeLengths {
    guard case .tensor(let signal)? = argument(names, at: 0),
      let lengths = eq.lengths(of: signal.term)
    else { throw misuse("of a shape and other numbers is not supported") }
    let dtype = try self.dtype() ?? self.dtype(of: signal.term)
    return (lengths, dtype == self.dtype(of: signal.term) ? signal.term : signal.term(Cast(dtype)))
  }

  /// A list of lengths and numbers, one behind the other.
  func listedLengths(
    _ names: [String], hasAxis: Bool = true
  ) throws -> MadeLengths {
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
  func chosenLengths() throws -> MadeLengths {
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
