import Tensors

/// What several readers give one value.
extension Term {
  /// The sum of contributions, in their order: stretches of an array that fill it are put one behind the other, for a
  /// sum of arrays that are mostly zeros says less.
  package static func sum(of contributions: [Term]) -> Term? {
    let whole = contributions.filter { $0.stretch == nil }
    var stretches: [[Stretch]] = []
    for stretch in contributions.compactMap(\.stretch) {
      if let place = stretches.firstIndex(where: { $0[0].isAlong(stretch) }) {
        stretches[place].append(stretch)
      } else {
        stretches.append([stretch])
      }
    }
    // What is taken off stands behind what it is taken off from.
    let all = whole + stretches.flatMap(joined)
    let terms = all.filter { !$0.isNegation } + all.filter(\.isNegation)
    return terms.dropFirst().reduce(terms.first) { sum, term in sum.map { $0 + term } }?.simplified
  }

  private var isNegation: Bool {
    if case .apply(let op, _) = self { op is Negate } else { false }
  }

  /// An array padded along one axis alone.
  private struct Stretch {
    let term, inner: Term
    let axis, start, end: Int
    let shape: Shape

    func isAlong(_ other: Stretch) -> Bool { axis == other.axis && shape == other.shape }
  }

  private var stretch: Stretch? {
    guard case .apply(let op, let operands) = self, let pad = op as? Pad else { return nil }
    let axes = pad.before.indices.filter { pad.before[$0] != 0 || pad.after[$0] != 0 }
    guard axes.count == 1, let axis = axes.first else { return nil }
    let shape = shape
    return Stretch(
      term: self, inner: operands[0], axis: axis, start: pad.before[axis],
      end: shape[axis] - pad.after[axis], shape: shape)
  }

  /// Stretches of one axis as one array, where each begins as another ends; as they are otherwise.
  private static func joined(_ stretches: [Stretch]) -> [Term] {
    let parts = Dictionary(grouping: stretches) { [$0.start, $0.end] }.values
      .sorted { $0[0].start < $1[0].start }
    var end = 0
    for part in parts {
      guard part[0].start == end else { return stretches.map(\.term) }
      end = part[0].end
    }
    let (shape, axis) = (stretches[0].shape, stretches[0].axis)
    guard end == shape[axis] else { return stretches.map(\.term) }
    let terms = parts.map { part in
      part.dropFirst().reduce(part[0].inner) { $0 + $1.inner }
        .spread(to: shape.replacing(axis, with: part[0].end - part[0].start))
    }
    return [.apply(Concatenate(axis: axis == shape.rank - 1 ? -1 : axis), terms)]
  }
}
