import Tensors

/// An op that is called by name with settings, or is written with signs of its own.
public protocol CalledOp: Op {
  /// The functions that make it; none when only signs do.
  static var calls: [Function] { get }
}

extension Cast: CalledOp {
  /// `float16(x)`, `astype(x, float16)`.
  public static var calls: [Function] {
    let formats = DType.allCases.map { dtype in
      Function.of(dtype.rawValue) { terms, _ in .apply(Cast(dtype), terms) }
    }
    let named = Function.of("astype", options: ["dtype"]) { terms, options throws(Misfit) in
      guard let dtype = try options.format("dtype") else { throw Misfit("dtype is missing") }
      return .apply(Cast(dtype), terms)
    }
    return formats + [named]
  }
}

extension Concatenate: CalledOp {
  public static var calls: [Function] {
    [
      .ofList("concatenate", options: ["axis"]) { terms, options throws(Misfit) in
        .apply(Concatenate(axis: try options.integer("axis") ?? 0), terms)
      }
    ]
  }
}

extension Flip: CalledOp {
  /// `flip(x, axis=0)`; of all axes without one.
  public static var calls: [Function] {
    [
      .of("flip", options: ["axis"]) { terms, options throws(Misfit) in
        let axes = try options.integers("axis") ?? Array(0..<terms[0].shape.rank)
        return axes.reduce(terms[0]) { $0(Flip(axis: $1)) }
      }
    ]
  }
}

extension Gather: CalledOp {
  public static var calls: [Function] {
    [.of("gather", ["table", "index"]) { terms, _ in .apply(Gather(), terms) }]
  }
}

extension MatMul: CalledOp {
  public static var calls: [Function] {
    [.of("matmul", ["a", "b"]) { terms, _ in .apply(MatMul(), terms) }]
  }
}

extension Permute: CalledOp {
  public static var calls: [Function] {
    [
      .of("transpose", options: ["axes"], spread: true) { terms, options throws(Misfit) in
        .apply(Permute(try options.integers("axes")), terms)
      }
    ]
  }
}

extension Reduce: CalledOp {
  /// `sum(x, axis=0, keepdims=True)` and its like; `argmax(x, skipna=True)` passes over NaN.
  public static var calls: [Function] {
    Kind.allCases.map { kind in
      let names = ["axis", "keepdims"] + (kind.isPlace ? ["skipna"] : [])
      return .of(kind.rawValue, options: names) { terms, options throws(Misfit) in
        let axes = try options.integers("axis")
        let keepsAxes = try options.flag("keepdims")
        let passesOverNaN = try options.flag("skipna")
        return .apply(
          Reduce(kind, axes: axes, keepsAxes: keepsAxes, passesOverNaN: passesOverNaN), terms)
      }
    }
  }
}

extension Repeat: CalledOp {
  public static var calls: [Function] {
    [
      .of("repeat_vector", options: ["n"]) { terms, options throws(Misfit) in
        guard let count = try options.integer("n") else { throw Misfit("n is missing") }
        return .apply(Repeat(count), terms)
      }
    ]
  }
}

extension Reshape: CalledOp {
  public static var calls: [Function] {
    [
      .of("reshape", options: ["shape"], spread: true) { terms, options throws(Misfit) in
        guard let dims = try options.integers("shape") else { throw Misfit("shape is missing") }
        return .apply(Reshape(dims), terms)
      }
    ]
  }
}

extension Select: CalledOp {
  public static var calls: [Function] {
    [.of("where", ["condition", "a", "b"]) { terms, _ in .apply(Select(), terms) }]
  }
}

extension Slice: CalledOp {
  public static var calls: [Function] { [] }
}
