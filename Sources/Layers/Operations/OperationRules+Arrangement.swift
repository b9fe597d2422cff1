import Tensors
import Terms

/// Operations that cut, repeat, pad and choose.
extension OperationRules {
  static let arrangement = [
    OperationRule.several("Split", "ArraySplit", tf: ["split"]) { try $0.parts() },
    OperationRule.several("Hsplit") { try $0.parts(along: 1) },
    OperationRule.several("Dsplit") { try $0.parts(along: 2) },
    OperationRule.several("Unstack", tf: ["unstack"]) { try $0.rows() },
    OperationRule("Tile", tf: ["tile"]) { try $0.tiled() }
      .being(.takesLengths).ofArrays { try $0.arrayForSamples() },
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
    OperationRule(tf: ["slice"]) { call in
      let x = try call.x()
      let begin = try call.integers("begin") ?? []
      let size = try call.integers("size") ?? []
      guard begin.count == x.shape.rank + 1, size.count == begin.count, begin[0] == 0, size[0] == -1
      else { throw call.misuse("chooses among samples") }
      return try zip(begin, size).dropFirst().enumerated().reduce(x) { y, part in
        let (axis, (start, count)) = part
        let length = x.shape[axis]
        guard (0...length).contains(start), (-1...length - start).contains(count) else {
          throw call.misuse("from \(begin), \(size) long, of \(x.shape)")
        }
        let end = count == -1 ? length : start + count
        return start == 0 && end == x.shape[axis] ? y : call.stretch(y, axis, start, end)
      }
    },
    OperationRule(tf: ["matrix_transpose", "adjoint"]) { call in
      let x = try call.operands(["a", "matrix", "x"])[0]
      _ = try call.flag("conjugate")
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
    OperationRule("MultiHot") { call in
      let (x, many) = try (call.operands(["inputs", "x"])[0], call.oneHot())
      guard x.shape.rank >= 1 else {
        throw call.misuse("of one class for each sample mixes samples")
      }
      return many(Reduce(call.dtype(of: many) == .bool ? .any : .max, axes: [0]))
    },
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
