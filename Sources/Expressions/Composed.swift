import Tensors
import Terms

extension Functions {
  /// The functions that are several ops.
  static var composed: [Function] {
    [
      .of("array", options: [.format("dtype")]) { terms, options throws(Misfit) in
        try options.format("dtype").map { .apply(Cast($0), terms) } ?? terms[0]
      },
      .of("allclose", ["a", "b"], options: ["rtol", "atol"]) { terms, options throws(Misfit) in
        try close(terms, options)(Reduce(.all))
      },
      .of("clip", options: ["low", "high"]) { terms, options throws(Misfit) in
        var result = terms[0]
        if let low = try options.number("low") {
          result = .apply(Maximum(), [result, .number(low)])
        }
        if let high = try options.number("high") {
          result = .apply(Minimum(), [result, .number(high)])
        }
        return result
      },
      .of("expand_dims", options: ["axis"]) { terms, options throws(Misfit) in
        try expanded(terms[0], axis: options.integer("axis") ?? 0)
      },
      .of("flatten") { terms, _ in terms[0](Reshape([-1])) },
      .of("isfinite") { terms, _ in .apply(Less(), [terms[0](Abs()), .number(.infinity)]) },
      .of("isclose", ["a", "b"], options: ["rtol", "atol"]) { terms, options throws(Misfit) in
        try close(terms, options)
      },
      .of("isinf") { terms, _ in .apply(Equal(), [terms[0](Abs()), .number(.infinity)]) },
      .of("norm", options: ["axis", "keepdims"]) { terms, options throws(Misfit) in
        terms[0](Square())(try sum(.sum, options))(Sqrt())
      },
      .of("squeeze") { terms, _ in
        terms[0](Reshape(terms[0].shape.dims.filter { $0 != 1 }))
      },
      .ofList("stack", options: ["axis"]) { terms, options throws(Misfit) in
        try stacked(terms, axis: options.integer("axis") ?? 0)
      },
      .of("std", options: ["axis", "keepdims"]) { terms, options throws(Misfit) in
        try variance(terms[0], options)(Sqrt())
      },
      .of("var", options: ["axis", "keepdims"]) { terms, options throws(Misfit) in
        try variance(terms[0], options)
      },
    ]
  }

  /// `|a − b| ≤ atol + rtol·|b|`, element by element.
  private static func close(_ terms: [Term], _ options: Options) throws(Misfit) -> Term {
    let rtol = Term.number(try options.number("rtol") ?? 1e-5)
    let atol = Term.number(try options.number("atol") ?? 1e-8)
    let error = (terms[0] - terms[1])(Abs())
    return .apply(LessEqual(), [error, atol + rtol * terms[1](Abs())])
  }

  private static func sum(_ kind: Reduce.Kind, _ options: Options) throws(Misfit) -> Reduce {
    Reduce(
      kind, axes: try options.integers("axis"), keepsAxes: try options.flag("keepdims"))
  }

  /// The mean of the squared distances from the mean.
  private static func variance(_ x: Term, _ options: Options) throws(Misfit) -> Term {
    let mean = x(Reduce(.mean, axes: try options.integers("axis"), keepsAxes: true))
    return (x - mean)(Square())(try sum(.mean, options))
  }

  /// A term with an axis of length 1 put in.
  static func expanded(_ term: Term, axis: Int) throws(Misfit) -> Term {
    let shape = term.shape
    let place = axis < 0 ? axis + shape.rank + 1 : axis
    guard (0...shape.rank).contains(place) else { throw Misfit("\(shape) has no axis \(axis)") }
    return term(Reshape(shape.inserting(1, at: place).dims))
  }

  /// Terms of one shape along a new axis.
  static func stacked(_ terms: [Term], axis: Int) throws(Misfit) -> Term {
    guard let first = terms.first else { throw Misfit("nothing to stack") }
    var rows: [Term] = []
    for term in terms {
      guard term.shape == first.shape else {
        throw Misfit("\(first.shape) and \(term.shape) differ")
      }
      rows.append(try expanded(term, axis: axis))
    }
    return .apply(Concatenate(axis: axis), rows)
  }
}
