import Equations
import Tensors
import Terms

/// Operations that arrange numbers and change none.
extension OperationRules {
  static let shapes = [
    OperationRule("Cast", tf: ["cast"]) { call in
      guard let dtype = try call.dtype() else { throw call.misuse("to a format that is not known") }
      return try call.x()(Cast(dtype))
    }
    .being(.takesLengthsAsNumbers)
    .ofLengths { try $0.operandLengths(["x"]) },
    OperationRule("ZerosLike", tf: ["zeros_like", "zeros_like_v2"]) { try $0.filled(with: 0) }
      .ofLengths { try $0.alike(0) },
    OperationRule("OnesLike", tf: ["ones_like", "ones_like_v2"]) { try $0.filled(with: 1) }
      .ofLengths { try $0.alike(1) },
    OperationRule("FullLike") { call in
      guard let number = call.argument(["fill_value"], at: 1)?.plainNumber else {
        throw call.misuse("with other numbers than one is not supported")
      }
      return try call.filled(with: number)
    },
    OperationRule("Array") { call in
      let x = try call.x()
      guard let dtype = try call.dtype(), dtype != call.dtype(of: x) else { return x }
      return x(Cast(dtype))
    },
    OperationRule("Copy", tf: ["identity"]) { try $0.x() }
      .being(.takesLengthsAsNumbers)
      .ofLengths { try $0.operandLengths(["input", "x"]) },
    OperationRule("StopGradient", tf: ["stop_gradient"]) { try $0.x()(StopGradient()) },
    OperationRule("ConvertToTensor", tf: ["convert_to_tensor"]) { call in
      for name in ["sparse", "ragged"] { try call.without(name) }
      _ = try call.dtype("dtype_hint")
      let x = try call.x()
      guard let dtype = try call.dtype(), dtype != call.dtype(of: x) else { return x }
      return x(Cast(dtype))
    }
    .ofLengths { try $0.listedLengths(["value", "x"], hasAxis: false) },
    OperationRule("Reshape", tf: ["reshape"]) { call in
      let x = try call.x()
      guard let dims = try call.lengths("newshape", "shape") else {
        throw call.misuse("to a shape that is not known")
      }
      return x(Reshape(try call.sampleShape(dims, of: x)))
    }
    .being(.takesLengths, .readsJoinedSamples),
    OperationRule("Ravel") { call in
      let x = try call.x()
      return x(Reshape(try call.sampleShape([Length(fixed: -1)], of: x)))
    },
    OperationRule("ExpandDims", tf: ["expand_dims", "expand_dims_v2"]) { call in
      let x = try call.x()
      guard let axes = try call.integers("axis") else { throw call.misuse("without an axis") }
      return x(Reshape(try call.lifted(x.shape, axes)))
    }
    .ofArrays { try $0.arrayWithAxes() },
    OperationRule("Squeeze", tf: ["squeeze", "squeeze_v2"]) { call in
      let x = try call.x()
      let axes = try call.axes(rank: x.shape.rank).map { $0 + x.shape.rank }
      // No axis means every one of length 1, as None does.
      guard !axes.isEmpty else { throw call.misuse("over all axes mixes samples") }
      guard axes.allSatisfy({ x.shape[$0] == 1 }) else { throw call.misuse("a longer axis than 1") }
      return x(Reshape(x.shape.dims.indices.filter { !axes.contains($0) }.map { x.shape[$0] }))
    },
    OperationRule("Transpose", tf: ["transpose", "transpose_v2"]) { call in
      let x = try call.x()
      guard let axes = try call.integers("axes", "perm") else {
        throw call.misuse("of axis 0 mixes samples")
      }
      // Real numbers are their own conjugates.
      _ = try call.flag("conjugate")
      return x(Permute(try call.order(axes, of: x)))
    }
    .being(.readsTimeFirst),
    OperationRule("BroadcastTo", tf: ["broadcast_to"]) { call in
      let x = try call.x()
      guard let dims = try call.lengths("shape"), dims.count == x.shape.rank + 1 else {
        throw call.misuse("to a shape that is not known")
      }
      let dtype = try x.type().dtype
      let shape = Shape(try call.known(Array(dims.dropFirst()), dims))
      return x * (try call.eq.constant("ones", shape, dtype, repeating: 1))
    }
    .being(.takesLengths),
    OperationRule("Concatenate", tf: ["concat"]) { call in
      let operands = try call.tensors("xs", "values")
      let rank = operands.first?.shape.rank ?? 0
      let axis = try call.integer("axis") ?? 0
      return .apply(Concatenate(axis: try call.axis(axis, rank: rank)), operands)
    }
    .ofLengths { try $0.listedLengths(["values"]) },
    OperationRule("Stack", tf: ["stack"]) { call in
      let operands = try call.tensors("x", "values")
      guard let shape = operands.first?.shape else { throw call.misuse("of nothing") }
      let axis = try call.integer("axis") ?? 0
      let place = try call.axis(axis, rank: shape.rank + 1)
      let lifted = shape.inserting(1, at: place + shape.rank + 1).dims
      return .apply(Concatenate(axis: place), operands.map { $0(Reshape(lifted)) })
    }
    .ofLengths { try $0.listedLengths(["values", "x"]) },
    OperationRule("Flip", tf: ["reverse", "reverse_v2"]) { call in
      let x = try call.x()
      return try call.axes(rank: x.shape.rank).reduce(x) { $0(Flip(axis: $1)) }
    },
    OperationRule("GetItem", tf: ["getitem"]) { try $0.item() }
      .ofLengths { try $0.chosenLengths() }.ofArrays { try $0.arrayItem() },
  ]
}

extension OperationCall {
  fileprivate func filled(with number: Double) throws -> Term {
    let x = try x()
    // `optimize` and `layout` say where and how the numbers are kept.
    for name in ["optimize", "layout"] { _ = argument([name]) }
    let dtype = try dtype() ?? dtype(of: x)
    let name: Name = number == 0 ? "zeros" : number == 1 ? "ones" : "c"
    return try eq.constant(
      name, x.shape, dtype, repeating: dtype.rounded(dtype.startingAgain(number)))
  }

  /// A shape with new axes of length 1 in these places of the result.
  fileprivate func lifted(_ shape: Shape, _ axes: [Int]) throws -> [Int] {
    let rank = shape.rank + axes.count
    let places = try axes.map { try axis($0, rank: rank) + rank }.sorted()
    guard Set(places).count == places.count else { throw misuse("twice at one axis") }
    var dims = shape.dims
    for place in places { dims.insert(1, at: place) }
    return dims
  }

}
