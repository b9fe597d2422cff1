import Equations
import Layers
import Tensors
import Terms

/// The words that mistakes are written in: what becomes of an equation's right side.
extension Term {
  /// The term without those summands; nil when nothing is left or none was there.
  func without(_ isUnwanted: (Term) -> Bool) -> Term? {
    guard case .apply(let op, let operands) = self, op is Add, operands.count == 2 else {
      return nil
    }
    for (own, other) in [(0, 1), (1, 0)] {
      if isUnwanted(operands[own]) { return operands[other].without(isUnwanted) ?? operands[other] }
    }
    let left = operands[0].without(isUnwanted)
    let right = operands[1].without(isUnwanted)
    guard left != nil || right != nil else { return nil }
    return (left ?? operands[0]) + (right ?? operands[1])
  }

  /// The term without its bias: `x·W` of `x·W + b`.
  var withoutBias: Term? {
    without { part in
      let values = part.values
      return !values.isEmpty && values.allSatisfy { $0.name.ascii == "b" }
    }
  }

  /// What a timestep that counts computes: the first branch of `m ? a : b`, or all of it.
  func mapUnmasked(_ change: (Term) -> Term?) -> Term? {
    guard case .apply(let op, let operands) = self, op is Select, operands.count == 3,
      operands[0].value?.role == .sequence
    else { return change(self) }
    return change(operands[1]).map { with([operands[0], $0, operands[2]]) }
  }

  /// The equal parts of the last axis in another order: part k of n becomes part `order(k)`.
  func reordering(parts count: Int, _ order: (Int) -> Int) -> Term {
    replacingParts(count) { $0.part(order($1), of: count) }
  }

  /// Another term for each of the equal parts of something's last axis.
  func replacingParts(
    _ count: Int, _ change: (_ whole: Term, _ index: Int) -> Term
  ) -> Term {
    replacing { part in
      guard case .apply(let op, let operands) = part, let slice = op as? Slice,
        case .range(let start?, let stop?, nil)? = slice.indices.last
      else { return nil }
      let width = stop - start
      guard width > 0, start % width == 0, operands[0].shape.width == width * count else {
        return nil
      }
      return change(operands[0], start / width)
    }
  }

  /// The matrix with rows and columns exchanged.
  var transposed: Term { self(Permute()) }

  /// A product read back in another shape and turned: `reshape(W, (out, in))ᵀ` in W's place.
  var reshapedForTransposed: Term {
    guard shape.rank == 2 else { return self }
    return self(Reshape([shape[1], shape[0]])).transposed
  }

  /// Each of the equal parts of a matrix transposed by itself.
  func transposedParts(_ count: Int) -> Term {
    .apply(Concatenate(), (0..<count).map { part($0, of: count).transposed })
  }

  static func activation(_ name: String, of term: Term) -> Term {
    // Every version knows these names.
    Activation(named: name, version: KerasVersion(3)).flatMap { try? $0(term) } ?? term
  }

  /// The hard sigmoid of Keras 1 and 2, or of Keras 3.
  static func hardSigmoid(_ version: Int, of term: Term) -> Term {
    Activation(named: "hard_sigmoid", version: KerasVersion(version)).flatMap { try? $0(term) }
      ?? term
  }
}

extension Revision {
  /// What becomes of the equation of a name in the layer calls of some paths.
  static func equation(
    _ name: String, in paths: [String], _ change: @escaping @Sendable (Draft) -> Term?
  ) -> Revision {
    .equation { draft in
      draft.name.ascii == name && paths.contains(draft.path) ? change(draft) : nil
    }
  }

  /// The same for the part of it that unmasked timesteps compute.
  static func unmasked(
    _ name: String, in paths: [String], _ change: @escaping @Sendable (Term, Draft) -> Term?
  ) -> Revision {
    .equation(name, in: paths) { draft in draft.term.mapUnmasked { change($0, draft) } }
  }

  /// What becomes of the loops of the recurrent layers of some paths.
  static func loop(
    in paths: [String], _ rule: @escaping LoopRule
  ) -> Revision {
    .loop { call, equations, run in
      paths.contains(call.path) ? try rule(call, equations, run) : try run(call)
    }
  }

  /// What the loops of some layers start from.
  static func start(
    in paths: [String], _ change: @escaping @Sendable (inout LoopCall, Equations) throws -> Void
  ) -> Revision {
    .loop(in: paths) { call, equations, run in
      var call = call
      try change(&call, equations)
      return try run(call)
    }
  }
}
