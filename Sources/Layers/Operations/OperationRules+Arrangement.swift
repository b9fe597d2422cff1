import Equations
import Tensors
import Terms

/// Operations that cut, repeat, pad and choose.
extension OperationRules {
  static let arrangement = [
    OperationRule.several("Split", "ArraySplit", tf: ["split"]) { try $0.parts() },
    OperationRule.several("Unstack", tf: ["unstack"]) { try $0.rows() },
    OperationRule("Tile", tf: ["tile"]) { try $0.tiled() },
    OperationRule("Repeat", tf: ["repeat"]) { try $0.repeated() },
    OperationRule("Take", tf: ["gather"]) { try $0.taken() },
    OperationRule("Pad", tf: ["pad", "pad_v2"]) { try $0.padded() },
    OperationRule("Roll", tf: ["roll"]) { try $0.rolled() },
    OperationRule("Swapaxes") { call in
      let x = try call.x()
      let rank = x.shape.rank
      let axes = try ["axis1", "axis2"].map { name in
        try call.axis(try call.integer(name) ?? 0, rank: rank) + rank
      }
      var order = Array(0..<rank)
      order.swapAt(axes[0], axes[1])
      return x(Permute(order))
    },
    OperationRule("Moveaxis") { call in
      let x = try call.x()
      let rank = x.shape.rank
      let from = try call.places("source", rank: rank)
      let to = try call.places("destination", rank: rank)
      guard from.count == to.count else { throw call.misuse("with unequal numbers of axes") }
      var order = (0..<rank).filter { !from.contains($0) }
      for (target, source) in zip(to, from).sorted(by: { $0.0 < $1.0 }) {
        order.insert(source, at: min(target, order.count))
      }
      return x(Permute(order))
    },
    OperationRule(tf: ["matrix_transpose"]) { call in
      let x = try call.x()
      guard x.shape.rank >= 2 else { throw call.misuse("mixes samples") }
      return x(Permute(Permute.swappingLastTwo(x.shape.rank)))
    },
    OperationRule("Tril") { try $0.triangle { $1 <= $0 } },
    OperationRule("Triu") { try $0.triangle { $1 >= $0 } },
    OperationRule("Hstack") { try $0.joined(1) },
    OperationRule("Dstack") { try $0.joined(2) },
    OperationRule("Append") { call in
      let operands = try call.pair()
      guard let axis = try call.integer("axis") else { throw call.misuse("mixes samples") }
      let rank = operands[0].shape.rank
      return .apply(Concatenate(axis: try call.axis(axis, rank: rank)), operands)
    },
    OperationRule(tf: ["image.flip_left_right"]) { call in
      let x = try call.operands(["image"])[0]
      guard x.shape.rank == 3 else { throw call.misuse("of \(x.shape) is not supported") }
      return x(Flip(axis: 1))
    },
    OperationRule("Fliplr") { try $0.x()(Flip(axis: 0)) },
    OperationRule("OneHot", tf: ["one_hot"]) { try $0.oneHot() },
    OperationRule(tf: ["ensure_shape"]) { call in
      _ = call.argument(["shape"], at: 1)
      return try call.x()
    },
    OperationRule(tf: ["check_numerics"]) { call in
      _ = call.argument(["message"], at: 1)
      return try call.x()
    },
    OperationRule(tf: ["batch_flatten"]) { try $0.x()(Reshape([-1])) },
  ]
}

extension OperationCall {
  /// The elements of the last two axes for which something is true of row and column, 0 elsewhere.
  fileprivate func triangle(_ keeps: (_ diagonal: Int, _ column: Int) -> Bool) throws -> Term {
    let x = try x()
    let k = try integer("k") ?? 0
    guard x.shape.rank >= 2 else { throw misuse("mixes samples") }
    let (rows, columns) = (x.shape[x.shape.rank - 2], x.shape.width)
    let m = try eq.constant("m", [rows, columns], .bool) {
      (0..<rows).flatMap { row in (0..<columns).map { keeps(row + k, $0) ? 1.0 : 0 } }
    }
    return .select(m, x, 0)
  }

  /// Tensors behind each other along an axis of Keras'.
  fileprivate func joined(_ axis: Int) throws -> Term {
    let operands = try tensors("xs")
    let rank = operands.first?.shape.rank ?? 0
    return .apply(Concatenate(axis: try self.axis(axis, rank: rank)), operands)
  }

  /// Axes under a name as places of a sample.
  fileprivate func places(_ name: String, rank: Int) throws -> [Int] {
    let axes = try integers(name) ?? []
    let places = try axes.map { try axis($0, rank: rank) + rank }
    guard !places.isEmpty, Set(places).count == places.count else {
      throw misuse("names an axis twice, or none")
    }
    return places
  }

  /// The axis under `axis` as a place of a sample.
  fileprivate func place(_ x: Term, default fallback: Int) throws -> Int {
    try axis(try integer("axis") ?? fallback, rank: x.shape.rank) + x.shape.rank
  }

  /// `x[…, range, …]` along an axis.
  private func stretch(_ x: Term, _ axis: Int, _ start: Int, _ end: Int) -> Term {
    x(Slice([Slice.Index](repeating: .all, count: axis) + [.range(start, end, step: nil)]))
  }

  fileprivate func parts() throws -> [Term] {
    let x = try operands(["x", "value"])[0]
    let axis = try place(x, default: 0)
    let length = x.shape[axis]
    let names = ["indices_or_sections", "num_or_size_splits"]
    _ = try integer("num")
    guard let argument = argument(names, at: 1) else { throw misuse("into nothing") }
    var ends: [Int]
    if let count = argument.wholeNumber {
      guard (1...max(length, 1)).contains(count) else { throw misuse("into \(count) parts") }
      let (size, more) = (length / count, length % count)
      guard more == 0 || name == "ArraySplit" else {
        throw misuse("of \(length) into \(count) parts")
      }
      ends = (1...count).map { $0 * size + min($0, more) }
    } else if case .list(let list) = argument {
      let numbers = try list.map { item in
        guard let number = item.wholeNumber else { throw misuse("into \(argument.text)") }
        return number
      }
      if isTensorFlow {
        // Sizes, one of which may be what is left.
        let left = length - numbers.filter { $0 >= 0 }.reduce(0, +)
        var end = 0
        ends = numbers.map { size in
          end += size < 0 ? left : size
          return end
        }
      } else {
        ends = numbers.map { $0 < 0 ? $0 + length : $0 } + [length]
      }
    } else {
      throw misuse("into \(argument.text)")
    }
    guard ends.last == length, zip([0] + ends, ends).allSatisfy({ $0 <= $1 }), ends.count <= 1024
    else { throw misuse("of \(length) into \(argument.text)") }
    return zip([0] + ends, ends).map { stretch(x, axis, $0, $1) }
  }

  fileprivate func rows() throws -> [Term] {
    let x = try operands(["x", "value"])[0]
    _ = try integer("num")
    let axis = try place(x, default: 0)
    guard x.shape[axis] <= 1024 else { throw misuse("into \(x.shape[axis]) parts") }
    return (0..<x.shape[axis]).map { index in
      x(Slice([Slice.Index](repeating: .all, count: axis) + [.at(index)]))
    }
  }

  fileprivate func tiled() throws -> Term {
    let x = try x()
    guard let counts = try integers("repeats", "multiples"), counts.count == x.shape.rank + 1,
      counts.first == 1, counts.allSatisfy({ (0...1024).contains($0) })
    else { throw misuse("mixes samples, or repeats too often") }
    return counts.dropFirst().enumerated().reduce(x) { result, pair in
      let (axis, count) = pair
      guard count != 1 else { return result }
      return .apply(
        Concatenate(axis: axis - x.shape.rank), [Term](repeating: result, count: count))
    }
  }

  fileprivate func repeated() throws -> Term {
    let x = try operands(["x", "input"])[0]
    guard let count = try integer("repeats"), (1...1024).contains(count),
      let given = try integer("axis")
    else { throw misuse("with other repeats than one number along an axis is not supported") }
    let rank = x.shape.rank
    let axis = try axis(given, rank: rank) + rank
    let lifted = x(Reshape(x.shape.inserting(1, at: axis + 1).dims))
    let copies = Term.apply(
      Concatenate(axis: axis + 1 - rank - 1), [Term](repeating: lifted, count: count))
    return copies(Reshape(x.shape.replacing(axis, with: x.shape[axis] * count).dims))
  }

  /// Some places along an axis.
  fileprivate func taken() throws -> Term {
    let x = try operands(["x", "params"])[0]
    _ = try flag("validate_indices")
    try expect("batch_dims", 0)
    guard let given = argument(["indices"], at: 1) else { throw misuse("of nothing") }
    let axis = try place(x, default: isTensorFlow ? 0 : -1)
    func index(_ argument: Argument<Signal>) throws -> Int {
      let length = x.shape[axis]
      guard let number = argument.wholeNumber, (-length..<length).contains(number),
        number >= 0 || !isTensorFlow
      else { throw misuse("with indices \(given.text) is not supported") }
      return number
    }
    func one(_ index: Int) -> Term {
      x(Slice([Slice.Index](repeating: .all, count: axis) + [.at(index)]))
    }
    guard case .list(let list) = given else { return one(try index(given)) }
    guard !list.isEmpty, list.count <= 1024 else { throw misuse("with \(list.count) indices") }
    let lifted = x.shape.replacing(axis, with: 1).dims
    return .apply(
      Concatenate(axis: axis - x.shape.rank),
      try list.map { one(try index($0))(Reshape(lifted)) })
  }

  fileprivate func rolled() throws -> Term {
    let x = try operands(["x", "input"])[0]
    guard let shift = try integer("shift"), try integer("axis") != nil else {
      throw misuse("over all axes mixes samples")
    }
    let axis = try place(x, default: -1)
    let length = x.shape[axis]
    guard length > 0 else { return x }
    let start = ((-shift) % length + length) % length
    guard start > 0 else { return x }
    return .apply(
      Concatenate(axis: axis - x.shape.rank),
      [stretch(x, axis, start, length), stretch(x, axis, 0, start)])
  }

  fileprivate func oneHot() throws -> Term {
    let x = try operands(["x", "indices"])[0]
    guard let count = try integer("num_classes", "depth"), count >= 1 else {
      throw misuse("without a number of classes")
    }
    try expect("on_value", 1)
    try expect("off_value", 0)
    try without("sparse")
    let rank = x.shape.rank + 1
    let axis = try axis(try integer("axis") ?? -1, rank: rank) + rank
    let format = try dtype() ?? .float32
    let classes = try eq.constant("c", [count], .int32) { (0..<count).map(Double.init) }
    let isThere = Term.apply(Equal(), [x(Reshape(x.shape.dims + [1])), classes])
    let y = format == .bool ? isThere : isThere(Cast(format))
    guard axis < rank - 1 else { return y }
    return y(Permute(Array(0..<axis) + [rank - 1] + Array(axis..<rank - 1)))
  }
}
