import Tensors

/// `a[1]`, `a[:, 2:8]`, `a[..., 0]`, `E[x]`.
extension Interpreter {
  func index(
    _ base: Syntax, _ subscripts: [Syntax.Subscript], _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let quantity = try value(base)
    if subscripts.count == 1, case .at(let place) = subscripts[0] {
      let index = try value(place)
      if let mask = mask(index) { return try chosen(quantity, base, mask, place, node) }
      if try integer(index, place) == nil {
        try checkBounds(meaning.type(of: quantity).shape, base, index, place)
        return try gather(quantity, base, index, place, node)
      }
    }
    let rank = meaning.type(of: quantity).shape.rank
    let indices = try indices(subscripts, rank, node)
    let sliced = try applied([quantity], [base], node) { terms in
      .apply(Slice(indices.slice), terms)
    }
    guard !indices.newAxes.isEmpty else { return sliced }
    var dims = meaning.type(of: sliced).shape.dims
    for place in indices.newAxes { dims.insert(1, at: min(place, dims.count)) }
    return try applied([sliced], [base], node) { terms in .apply(Reshape(dims), terms) }
  }

  /// The indices of all axes, and where axes of length 1 are put in.
  private func indices(
    _ subscripts: [Syntax.Subscript], _ rank: Int, _ node: Syntax
  ) throws(ExpressionError) -> (slice: [Slice.Index], newAxes: [Int]) {
    var slice: [Slice.Index] = []
    var newAxes: [Int] = []
    var axis = 0
    var hasEllipsis = false
    let given = subscripts.count { $0.takesAxis }
    for item in subscripts {
      switch item {
      case .at(let place):
        guard let index = try integer(try value(place), place) else {
          throw error(place, .indexBesideOthers)
        }
        slice.append(.at(index))
        continue
      case .range(let start, let stop, let step):
        slice.append(.range(try bound(start), try bound(stop), step: try bound(step)))
        axis += 1
      case .ellipsis:
        guard !hasEllipsis else { throw error(node, .severalEllipses) }
        hasEllipsis = true
        let rest = max(rank - given, 0)
        slice += [Slice.Index](repeating: .all, count: rest)
        axis += rest
      case .newAxis:
        newAxes.append(axis)
        axis += 1
      }
    }
    return (slice, newAxes)
  }

  private func bound(_ node: Syntax?) throws(ExpressionError) -> Int? {
    guard let node else { return nil }
    if case .none = node.kind { return nil }
    guard let index = try integer(try value(node), node) else {
      throw error(node, .notAnInteger(text(node)))
    }
    return index
  }

  /// The quantity as one integer known now; nil when it is an array or known only later.
  private func integer(_ quantity: Quantity, _ node: Syntax) throws(ExpressionError) -> Int? {
    let type = meaning.type(of: quantity)
    guard let known = meaning.constant(quantity) else { return nil }
    if known.dtype == .bool { throw error(node, .maskAsIndex) }
    guard type.shape == .scalar, let number = known.elements.first else { return nil }
    if known.dtype.isFloat {
      // A number read from a float array is an index as an embedding takes it; 1.5 is none.
      if case .number = node.kind { throw error(node, .notAnInteger(text(node))) }
      return nil
    }
    return Int(exactly: number)
  }

  // MARK: Arrays as indices

  /// The truth values that are an index, where they are known now.
  private func mask(_ index: Quantity) -> Tensor? {
    guard let known = meaning.constant(index), known.dtype == .bool, known.shape.rank > 0 else {
      return nil
    }
    return known
  }

  /// `x[x > 0]`: what truth values choose of the leading axes.
  private func chosen(
    _ table: Quantity, _ base: Syntax, _ mask: Tensor, _ place: Syntax, _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let dims = meaning.type(of: table).shape.dims
    guard Array(dims.prefix(mask.shape.rank)) == mask.shape.dims else {
      let facts = [
        ExpressionError.Fact(text: text(base), shape: Shape(dims)),
        ExpressionError.Fact(text: text(place), shape: mask.shape),
      ]
      throw error(node, .misfit(Misfit("truth values must be as many as the rows"), facts))
    }
    let rows = mask.elements.indices.filter { mask.elements[$0] != 0 }.map(Double.init)
    let index = try catching(node) { () throws(Misfit) in
      try meaning.array(Tensor([rows.count], .int64, rows))
    }
    let flat = [mask.count] + dims.dropFirst(mask.shape.rank)
    let table = try applied([table], [base], node) { terms in terms[0](Reshape(flat)) }
    return try gather(table, base, index, place, node)
  }

  /// Throws when a row that was typed is not there; one that was computed gives NaN, as in a layer.
  private func checkBounds(
    _ shape: Shape, _ base: Syntax, _ index: Quantity, _ place: Syntax
  ) throws(ExpressionError) {
    guard case .list = place.kind, let rows = shape.dims.first,
      let wrong = meaning.constant(index)?.elements.first(where: {
        $0 < Double(-rows) || $0 >= Double(rows)
      })
    else { return }
    let misfit = Misfit(
      "index \(NumberFormat.exact(wrong, .float64)) is outside axis 0, which has \(rows)")
    throw error(place, .misfit(misfit, [ExpressionError.Fact(text: text(base), shape: shape)]))
  }

  /// The rows of a table of any rank that an array names.
  private func gather(
    _ table: Quantity, _ base: Syntax, _ index: Quantity, _ place: Syntax, _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let shape = meaning.type(of: table).shape
    let indexType = meaning.type(of: index)
    guard indexType.dtype != .bool else { throw error(place, .maskAsIndex) }
    return try applied([table, index], [base, place], node) { terms throws(Misfit) in
      guard shape.rank != 2 else { return .apply(Gather(), terms) }
      guard let rows = shape.dims.first else { throw Misfit("a number has no index") }
      let rest = shape.removing(0)
      let flat = terms[0](Reshape([rows, rest.count]))
      return Term.apply(Gather(), [flat, terms[1]])(Reshape(indexType.shape.dims + rest.dims))
    }
  }
}

extension Syntax.Subscript {
  /// Whether it speaks of an axis that is there.
  fileprivate var takesAxis: Bool {
    switch self {
    case .at, .range: true
    case .ellipsis, .newAxis: false
    }
  }
}
