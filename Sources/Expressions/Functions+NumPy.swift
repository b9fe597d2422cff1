import Tensors
import Terms

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Functions {
  /// What else NumPy users type, made of the same ops.
  static var numpy: [Function] {
    [
      .of("array_equal", ["a", "b"]) { terms, _ in
        guard terms[0].shape == terms[1].shape else { return .apply(Less(), [1, 0]) }
        return .apply(Equal(), terms)(Reduce(.all))
      },
      .of("cosh") { terms, _ in (terms[0](Exp()) + (-terms[0])(Exp())) / 2 },
      .of("count_nonzero", options: ["axis"]) { terms, options throws(Misfit) in
        .apply(NotEqual(), [terms[0], 0])(
          Reduce(.sum, axes: try options.integers("axis"), keepsAxes: false))
      },
      .of("dot", ["a", "b"]) { terms, _ throws(Misfit) in
        if terms.contains(where: { $0.shape.rank == 0 }) { return terms[0] * terms[1] }
        guard terms[1].shape.rank <= 2 else {
          throw Misfit("dot takes vectors and matrices on its right", hint: "@ multiplies stacks")
        }
        return .apply(MatMul(), terms)
      },
      .ofList("hstack") { terms, _ in
        .apply(Concatenate(axis: terms.allSatisfy { $0.shape.rank <= 1 } ? 0 : 1), terms)
      },
      .of("log10") { terms, _ in terms[0](Log()) / .number(log(10)) },
      .of("log2") { terms, _ in terms[0](Log()) / .number(log(2)) },
      .of("outer", ["a", "b"]) { terms, _ in
        terms[0](Reshape([-1, 1])) * terms[1](Reshape([1, -1]))
      },
      .of("ptp", options: ["axis", "keepdims"]) { terms, options throws(Misfit) in
        try extreme(.max, terms[0], options) - extreme(.min, terms[0], options)
      },
      .of("reciprocal") { terms, _ in 1 / terms[0] },
      .of("repeat", options: ["n", "axis"]) { terms, options throws(Misfit) in
        guard let count = try options.integer("n") else { throw Misfit("n is missing") }
        return try repeated(terms[0], count, axis: try options.integer("axis"))
      },
      .of("round", options: ["decimals"]) { terms, options throws(Misfit) in
        guard let digits = try options.integer("decimals"), digits != 0 else {
          return terms[0](Round())
        }
        let scale = Term.number(pow(10, Double(digits)))
        return (terms[0] * scale)(Round()) / scale
      },
      .of("sinh") { terms, _ in (terms[0](Exp()) - (-terms[0])(Exp())) / 2 },
      .of("swapaxes", options: ["a", "b"]) { terms, options throws(Misfit) in
        let shape = terms[0].shape
        guard let a = try options.integer("a").flatMap(shape.axis),
          let b = try options.integer("b").flatMap(shape.axis)
        else { throw Misfit("swapaxes needs two axes that are there", hint: "swapaxes(x, 0, 1)") }
        var order = Array(0..<shape.rank)
        order.swapAt(a, b)
        return terms[0](Permute(order))
      },
      .of("tan") { terms, _ in terms[0](Sin()) / terms[0](Cos()) },
      .of("tile", options: ["n"]) { terms, options throws(Misfit) in
        guard let count = try options.integer("n") else { throw Misfit("n is missing") }
        return try tiled(terms[0], count)
      },
      .ofList("vstack") { terms, _ in
        .apply(Concatenate(axis: 0), terms.map { $0.shape.rank < 2 ? $0(Reshape([1, -1])) : $0 })
      },
    ]
  }

  private static func extreme(
    _ kind: Reduce.Kind, _ x: Term, _ options: Options
  ) throws(Misfit) -> Term {
    x(
      Reduce(
        kind, axes: try options.integers("axis"), keepsAxes: try options.flag("keepdims")))
  }

  /// Every element n times in a row, along an axis or of all in order.
  private static func repeated(_ x: Term, _ count: Int, axis: Int?) throws(Misfit) -> Term {
    guard let given = axis else { return try repeated(x(Reshape([-1])), count, axis: 0) }
    let shape = x.shape
    guard let axis = shape.axis(given) else { throw Misfit("\(shape) has no axis \(given)") }
    return try copies(of: x, count, before: axis + 1, joining: axis)
  }

  /// The array n times behind itself, along its last axis.
  private static func tiled(_ x: Term, _ count: Int) throws(Misfit) -> Term {
    guard x.shape.rank > 0 else { return try tiled(x(Reshape([1])), count) }
    let last = x.shape.rank - 1
    return try copies(of: x, count, before: last, joining: last)
  }

  /// Copies along a new axis that is put in at `place`, joined with the one after `axis`.
  private static func copies(
    of x: Term, _ count: Int, before place: Int, joining axis: Int
  ) throws(Misfit) -> Term {
    let copies = x(Repeat(count))
    let shape = x.shape
    let (length, overflow) = shape[axis].multipliedReportingOverflow(by: count)
    guard count >= 0, !overflow else { throw Misfit("\(shape) cannot be repeated \(count) times") }
    var order = Array(1...shape.rank)
    order.insert(0, at: place)
    return copies(Permute(order))(Reshape(shape.replacing(axis, with: length).dims))
  }
}
