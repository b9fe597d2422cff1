import Equations
import Tensors
import Terms

/// Arrays that no sample has: the places 0, 1, … of a length that is fed, of which embeddings of places are made.
extension OperationCall {
  /// `tf.range(limit)`, `tf.range(start, limit, delta)`.
  func counting() throws -> MadeArray {
    let names = [["start"], ["limit"], ["delta"]]
    let given = try names.enumerated().map { place, names in
      try argument(names, at: place).map { try lengths($0, names[0]) }
    }
    let known = given.map { $0?.first?.known }
    guard given.compactMap(\.self).allSatisfy({ $0.count == 1 && $0[0].known != nil }),
      let first = known[0]
    else { throw misuse("up to the number of samples mixes samples") }
    let (start, limit, step) = (
      given[1] == nil ? 0 : first, known[1] ?? first, known[2] ?? 1
    )
    guard step != 0 else { throw misuse("in steps of 0") }
    let count = max(0, (limit - start + step - step.signum()) / step)
    guard count > 0, count <= 1 << 20 else { throw misuse("of \(count) numbers is not supported") }
    let dtype =
      try self.dtype() ?? call.arguments.flatMap(\.tensors).first.map { self.dtype(of: $0.term) }
      ?? .int32
    let numbers = try eq.constant("c", [count], dtype) {
      (0..<count).map { Double(start + $0 * step) }
    }
    return (numbers, false)
  }

  /// The operand, which has no samples.
  private func array() throws -> Term {
    let operand = try operands(["input", "tensor", "a", "x"])[0]
    guard eq.lengths(of: operand) == nil else {
      throw misuse("of the lengths that tf.shape gives is not supported")
    }
    return operand
  }

  func arrayWithAxes() throws -> MadeArray {
    let x = try array()
    guard let axis = try integer("axis"), (-x.shape.rank - 1...x.shape.rank).contains(axis) else {
      throw misuse("without an axis")
    }
    let place = axis < 0 ? axis + x.shape.rank + 1 : axis
    return (x(Reshape(x.shape.inserting(1, at: place).dims)), false)
  }

  /// `p[None]`, `p[:, None]`: new axes alone.
  func arrayItem() throws -> MadeArray {
    let x = try array()
    let written = argument(["slice_spec", "key"], at: 1) ?? Argument<Signal>.none
    let parts = if case .list(let list) = written { list } else { [written] }
    var (dims, taken, isOver): ([Int], Int, Bool) = ([], 0, false)
    for part in parts {
      switch part {
      case .none: dims.append(1)
      case .slice(nil, nil, nil) where taken < x.shape.rank:
        dims.append(x.shape[taken])
        taken += 1
      case .ellipsis where !isOver:
        // What stands behind it is new axes.
        isOver = true
        dims += x.shape.dims.dropFirst(taken)
        taken = x.shape.rank
      default:
        throw misuse(
          "of an array without samples, with the index \(written.text), is not supported")
      }
    }
    return (x(Reshape(dims + x.shape.dims.dropFirst(taken))), false)
  }

  /// `tf.tile(p, [n, 1])` for n samples: each has it. An array of the file by lengths that are known is another array.
  func arrayForSamples() throws -> MadeArray {
    if let given = argument(["input"], at: 0), given.isSeveral,
      let array = array(given, beside: nil)
    {
      guard let counts = try lengths("multiples"), counts.count == array.shape.rank,
        counts.allSatisfy({ (1...1024).contains($0.known ?? 0) }),
        counts.reduce(1.0, { $0 * Double($1.fixed) }) < 16_384
      else { throw misuse("of an array by these numbers is not supported") }
      let tiled = counts.enumerated().reduce(eq.constant("c", array)) { result, pair in
        let (axis, count) = (pair.offset, pair.element.fixed)
        guard count != 1 else { return result }
        return .apply(
          Concatenate(axis: axis - array.shape.rank), [Term](repeating: result, count: count))
      }
      return (tiled, false)
    }
    let x = try array()
    guard let counts = try lengths("multiples"), counts.count == x.shape.rank,
      counts.first == .samples, counts.dropFirst().allSatisfy({ $0.known == 1 }),
      x.shape.dims.first == 1
    else {
      throw misuse("of an array without samples, otherwise than once for each, is not supported")
    }
    return (x(Reshape(Array(x.shape.dims.dropFirst()))), true)
  }

  /// The same call with arrays that no sample has as they stand beside samples: without a first axis of length 1.
  func withoutFirstAxes(beside inputs: [Term]) throws -> OperationCall {
    let rank = inputs.filter { !eq.hasNoSamples($0) }.map(\.shape.rank).max()
    guard let rank else { return self }
    func fitted(_ signal: Signal) throws -> Signal {
      guard eq.hasNoSamples(signal.term), signal.term.shape.rank > rank else { return signal }
      guard signal.term.shape.rank == rank + 1, signal.term.shape[0] == 1 else {
        throw misuse(
          "of samples of \(rank) axes and an array \(signal.term.shape) would mix samples")
      }
      return Signal(signal.term(Reshape(Array(signal.term.shape.dims.dropFirst()))))
    }
    var other = call
    other.arguments = try call.arguments.map { try $0.map(fitted) }
    other.keywords = try call.keywords.mapValues { try $0.map(fitted) }
    return OperationCall(
      name: name, call: other, config: config, eq: eq, isTensorFlow: isTensorFlow,
      version: version)
  }
}
