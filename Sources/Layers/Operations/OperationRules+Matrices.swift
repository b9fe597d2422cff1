import Tensors
import Terms

/// Products with a matrix of the file, and what is taken of matrices.
extension OperationRules {
  static let matrices = [
    OperationRule("Dot") { call in
      let (x, array) = try call.besideAnArray()
      let rank = array.shape.rank
      return try call.contracted(
        x, [x.shape.rank - 1], array, [max(rank - 2, 0)], inFractions: true)
    },
    OperationRule("Inner") { call in
      let (x, array) = try call.besideAnArray()
      return try call.contracted(
        x, [x.shape.rank - 1], array, [array.shape.rank - 1], inFractions: true)
    },
    OperationRule("Tensordot", tf: ["tensordot"]) { try $0.tensordot() },
    OperationRule("Kron") { try $0.kronecker() },
    OperationRule("Diagonal") { call in
      let (x, offset) = try call.matrices()
      return try call.diagonal(x, offset)
    },
    OperationRule("Trace") { call in
      let (x, offset) = try call.matrices()
      let y = try call.diagonal(x, offset)(Reduce(.sum, axes: [-1]))
      return call.dtype(of: x) == .bool ? y : call.wrapped(y, to: call.counting(x))
    },
    OperationRule(tf: ["diag_part"]) { call in
      for name in ["k", "padding_value"] { try call.expect(name, 0) }
      _ = call.argument(["align"])
      return try call.diagonal(try call.x(), 0)
    },
    OperationRule(tf: ["trace"]) { call in
      call.wrapped(try call.diagonal(try call.x(), 0)(Reduce(.sum, axes: [-1])))
    },
    OperationRule(tf: ["band_part"]) { call in
      let (lower, upper) = (
        try call.integer("num_lower") ?? -1, try call.integer("num_upper") ?? -1
      )
      return try call.triangle { row, column in
        (lower < 0 || row - column <= lower) && (upper < 0 || column - row <= upper)
      }
    },
    OperationRule("Rot90") { call in
      let x = try call.operands(["array"])[0]
      let rank = x.shape.rank
      let axes = try call.integers("axes") ?? [0, 1]
      guard axes.count == 2 else { throw call.misuse("with \(axes.count) axes") }
      let (first, second) = (
        try call.axis(axes[0], rank: rank) + rank, try call.axis(axes[1], rank: rank) + rank
      )
      guard first != second else { throw call.misuse("names an axis twice") }
      var order = Array(0..<rank)
      order.swapAt(first, second)
      let turns = ((try call.integer("k") ?? 1) % 4 + 4) % 4
      guard turns != 2 || x.shape[first] == x.shape[second] else {
        throw call.misuse(
          "half round of a matrix that is not square: TensorFlow's Keras mixes it up")
      }
      return (0..<turns).reduce(x) { y, _ in y(Flip(axis: second))(Permute(order)) }
    },
  ]
}
