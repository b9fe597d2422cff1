import Terms

/// A number, where it comes from, and the same of the numbers that it comes from.
package struct ExplanationTree: Sendable {
  /// The number, and what it is an unchanged copy of: `h₋₁[3]`, then `h[3]` of the timestep before.
  /// The last one is computed, or given.
  package let path: [Explanation]
  /// The computed numbers that its equation reads, the ones that count most first.
  package let children: [ExplanationTree]
  /// Whether it stands further up in the tree, with its children.
  package let isRepeated: Bool
  /// How many numbers that could be explained further are left out.
  package let omitted: Int

  /// The one that is computed or given.
  package var end: Explanation? { path.last }

  /// The tree of the number that it is a copy of.
  package var withoutCopies: ExplanationTree {
    ExplanationTree(
      path: path.suffix(1), children: children, isRepeated: isRepeated, omitted: omitted)
  }
}

extension Machine {
  /// A number with so many equations behind it; of long sums only the parts of the `most` largest
  /// terms are followed.
  package func explanationTree(
    of entry: Entry, depth: Int = 1, most: Int = .max, sample: Int = 0
  ) throws -> ExplanationTree {
    var grower = TreeGrower(explainer: Explainer(machine: self, sample: sample), most: most)
    return try grower.tree(entry, depth)
  }
}

/// Grows an explanation into a tree. Cycles cannot be: an equation reads what was written before.
private struct TreeGrower {
  let explainer: Explainer
  let most: Int
  private var seen: Set<Entry> = []
  private var room = 2000

  init(explainer: Explainer, most: Int) {
    self.explainer = explainer
    self.most = most
  }

  mutating func tree(_ entry: Entry, _ depth: Int) throws -> ExplanationTree {
    var path = [try explainer.explanation(entry)]
    while let source = path.last?.source { path.append(try explainer.explanation(source)) }
    let isNew = seen.insert(path.last?.entry ?? entry).inserted
    room -= 1
    guard case .equation(_, let derived)? = path.last?.origin, depth > 1, isNew else {
      return ExplanationTree(path: path, children: [], isRepeated: !isNew, omitted: 0)
    }
    let (followed, all) = (entries(derived, most: most), entries(derived, most: .max))
    var children: [ExplanationTree] = []
    for part in followed where room > 0 { children.append(try tree(part, depth - 1)) }
    return ExplanationTree(
      path: path, children: children, isRepeated: false, omitted: all.count - children.count)
  }

  /// The named numbers that a number comes from, each once, save weights and constants.
  private func entries(_ derived: Derived, most: Int) -> [Entry] {
    var result: [Entry] = []
    var known: Set<Entry> = []
    func visit(_ part: Derived) {
      switch part.form {
      case .entry(let entry):
        let isComputed = entry.value.role != .weight && entry.value.role != .number
        if isComputed, known.insert(entry).inserted { result.append(entry) }
      case .sum(let sum):
        for term in sum.largest(most) { term.factors.forEach(visit) }
      default: part.usedChildren.forEach(visit)
      }
    }
    visit(derived)
    return result
  }
}

extension Derived.Sum {
  /// The terms that count most, by absolute value, the largest first; in the order of the text
  /// where all are asked for.
  package func largest(_ count: Int) -> [Derived.Addend] {
    guard count < terms.count else { return terms }
    let order = terms.indices.sorted { (abs(terms[$0].number), $1) > (abs(terms[$1].number), $0) }
    return order.prefix(count).map { terms[$0] }
  }

  /// The absolute values of all terms together: what shares are shares of.
  package var weight: Double { terms.reduce(0) { $0 + abs($1.number) } }
}
