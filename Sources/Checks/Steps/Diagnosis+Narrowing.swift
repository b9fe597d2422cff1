import Containers

/// What other numbers of the same person say of mistakes that these do not tell apart.
extension Diagnosis {
  /// Takes mistakes that other numbers do not come from as not fitting.
  mutating func leave(_ ids: Set<String>, byTheNumbersOf other: String) {
    let out = fitting.filter { !ids.contains($0.id) }
    guard !out.isEmpty else { return }
    let names = out.map(\.id).listed
    guard out.count < fitting.count else {
      // There may be another mistake in them.
      remarks.append("\(names) would not give those of \(other)")
      return
    }
    for index in candidates.indices where !ids.contains(candidates[index].id) {
      candidates[index].fits = false
    }
    candidates = fitting + candidates.filter { !$0.fits }
    if fitting.count == 1 { verdict = .mistake }
    remarks.append("\(names) would give these numbers too, but not those of \(other)")
    telling = nil
  }
}
