import Tensors
import Terms

/// `a[1]`, `a[:, 2:8]`, `a[..., 0]`, `E[x]`.
extension Interpreter {
  func index(
    _ base: Syntax, _ subscripts: [Syntax.Subscript], _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let quantity = try value(base)
    let rank = meaning.type(of: quantity).shape.rank
    let places = try places(subscripts, rank, node)
    let arrays = places.compactMap(\.array)
    if let array = arrays.first {
      guard arrays.count == 1, places.allSatisfy(\.standsBesideArrays) else {
        throw error(array.node, .indexBesideOthers)
      }
      let axis = places.firstIndex { $0.array != nil } ?? 0
      let chosen = try take(quantity, base, array, axis: axis, node)
      // The other axes; what is chosen lies along one axis, or is all that there is.
      guard places.count > 1 else { return chosen }
      return try sliced(chosen, base, places, node)
    }
    return try sliced(quantity, base, places, node)
  }

  private func sliced(
    _ quantity: Quantity, _ base: Syntax, _ places: [Place], _ node: Syntax
  ) throws(ExpressionError) -> Quantity {
    let indices = places.compactMap(\.index)
    let sliced = try applied([quantity], [base], node) { terms in
      .apply(Slice(indices), terms)
    }
    guard places.contains(where: \.isNewAxis) else { return sliced }
    var dims = meaning.type(of: sliced).shape.dims
    for (axis, place) in places.filter(\.keepsAxis).enumerated() where place.isNewAxis {
      dims.insert(1, at: min(axis, dims.count))
    }
    return try applied([sliced], [base], node) { terms in .apply(Reshape(dims), terms) }
  }

  // MARK: One index an axis

  /// What an index says, each part worked out once.
  private enum Place {
    case slice(Slice.Index)
    case array(IndexArray<Quantity>)
    case newAxis

    var array: IndexArray<Quantity>? { if case .array(let array) = self { array } else { nil } }
    var isNewAxis: Bool { if case .newAxis = self { true } else { false } }

    /// The slice of its axis; of an array, which has chosen already, all of it.
    var index: Slice.Index? {
      switch self {
      case .slice(let index): index
      case .array: .all
      case .newAxis: nil
      }
    }

    var keepsAxis: Bool { if case .slice(.at) = self { false } else { true } }

    /// Whether NumPy leaves the axes in their order beside an array.
    var standsBesideArrays: Bool {
      switch self {
      case .array, .slice(.range): true
      case .slice(.at), .newAxis: false
      }
    }
  }

  private func places(
    _ subscripts: [Syntax.Subscript], _ rank: Int, _ node: Syntax
  ) throws(ExpressionError) -> [Place] {
    var result: [Place] = []
    var hasEllipsis = false
    let given = subscripts.count { $0.takesAxis }
    for item in subscripts {
      switch item {
      case .at(let place): result.append(try at(place, isAlone: subscripts.count == 1))
      case .range(let start, let stop, let step):
        let index = Slice.Index.range(try bound(start), try bound(stop), step: try bound(step))
        result.append(.slice(index))
      case .ellipsis:
        guard !hasEllipsis else { throw error(node, .severalEllipses) }
        hasEllipsis = true
        result += [Place](repeating: .slice(.all), count: max(rank - given, 0))
      case .newAxis: result.append(.newAxis)
      }
    }
    return result
  }

  /// One element, or those that an array names.
  private func at(_ node: Syntax, isAlone: Bool) throws(ExpressionError) -> Place {
    let quantity = try value(node)
    if let index = try integer(quantity, node) { return .slice(.at(index)) }
    return .array(IndexArray(quantity: quantity, node: node, isAlone: isAlone))
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
    guard let known = meaning.constant(quantity), type.shape == .scalar,
      let number = known.elements.first
    else { return nil }
    if known.dtype == .bool { throw error(node, .maskAsIndex) }
    if known.dtype.isFloat {
      // A number read from a float array is an index as an embedding takes it; 1.5 is none.
      if case .number = node.kind { throw error(node, .notAnInteger(text(node))) }
      return nil
    }
    return Int(exactly: number)
  }
}

/// An array as an index, and where it stands.
struct IndexArray<Quantity> {
  let quantity: Quantity
  let node: Syntax
  /// Whether there is no other index beside it.
  let isAlone: Bool
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
