import Tensors

/// Cross-entropies of logits, by names of their own: what is predicted less what is wanted is their slope.
package enum Cross {
  /// `sigmoid_cross_entropy(y, z)`, place by place.
  package static let sigmoid = NamedFunction(
    "sigmoid_cross_entropy",
    pullback: { g, operands in [-(g * operands[1]), g * (operands[1](Sigmoid()) - operands[0])] }
  ) { operands in
    let (y, z) = (operands[0], operands[1])
    return z(Relu()) - z * y + (-z(Abs()))(Exp())(Log1p())
  }

  /// `softmax_cross_entropy(y, z)` along the last axis. TensorFlow's slope takes it that y sums to 1.
  package static let softmax = NamedFunction(
    "softmax_cross_entropy",
    pullback: { g, operands in
      let (y, z) = (operands[0], operands[1])
      let column = g.shape.rank == 0 ? g : g(Reshape(g.shape.dims + [1]))
      return [-(column * z(LogSoftmax())), column * (z(Softmax()) - y)]
    }
  ) { operands in -(operands[0] * operands[1](LogSoftmax()))(Reduce(.sum, axes: [-1])) }

  /// `sparse_softmax_cross_entropy(hot, z)` along the last axis, hot 1 in the place of the class and 0 elsewhere.
  package static let sparse = NamedFunction(
    "sparse_softmax_cross_entropy",
    pullback: { g, operands in
      let column = g.shape.rank == 0 ? g : g(Reshape(g.shape.dims + [1]))
      return [nil, column * (operands[1](Softmax()) - operands[0])]
    }
  ) { operands in
    // A choice, not a product: what is infinitely improbable and not wanted counts for nothing.
    let isWanted = Term.apply(Equal(), [operands[0], 1])
    return -Term.select(isWanted, operands[1](LogSoftmax()), 0)(Reduce(.sum, axes: [-1]))
  }

  /// How expressions call them.
  package static let makers: [String: FunctionMaker] = [
    sigmoid.name: { operands, options in
      operands.count == 2 && options.isEmpty ? .named(sigmoid, operands) : nil
    },
    softmax.name: { operands, options in
      operands.count == 2 && options.isEmpty ? .named(softmax, operands) : nil
    },
    sparse.name: { operands, options in
      operands.count == 2 && options.isEmpty ? .named(sparse, operands) : nil
    },
  ]
}
