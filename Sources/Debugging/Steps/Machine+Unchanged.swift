import Equations

extension Machine {
  /// Whether an optimizer changes weights in this step.
  package var hasUpdate: Bool { program.updates.contains { $0.key != nil } }

  /// `dense.W` for `dense.W'` where no step changes that weight: it is frozen. nil for any other word.
  package func unchanged(_ word: String) -> String? {
    guard hasUpdate,
      let end = ["'", "′", "_next"].first(where: { word.hasSuffix($0) })
    else { return nil }
    let given = String(word.dropLast(end.count))
    return !isName(word) && isWeight(given) ? given : nil
  }
}
