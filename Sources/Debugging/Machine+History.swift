import Equations
import Terms

extension Machine {
  /// What the timesteps put into a recurrent state; a copy of one counts as the state.
  ///
  /// Throws a `HistoryError`, or what reading a weight throws.
  package func history(of entry: Entry, sample: Int = 0) throws -> StateHistory {
    let explainer = Explainer(machine: self, sample: sample)
    let asked = entry
    var entry = entry
    while true {
      if let historian = StateHistorian(explainer, entry) { return try historian.history() }
      if let historian = GradientHistorian(explainer, entry) { return try historian.history() }
      // Without a loop there are no states and no sums over timesteps: the number need not be taken apart.
      if program.scans.isEmpty { break }
      if let sums = try TimeSums(explainer, entry).history() { return sums }
      if case .state(let loop, _) = writers[entry.value],
        entry.steps.last == program.scans[loop].first
      {
        throw program.scans[loop].isBackward
          ? HistoryError.fromBehind(entry.value.name.ascii)
          : HistoryError.initial(entry.value.name.ascii)
      }
      guard let source = try explainer.explanation(entry).source else { break }
      entry = source
    }
    let names = program.scans.filter { !$0.isBackward }.flatMap { scan in
      scan.carries.map { carry in
        "\(program.frames[scan.frame].path).\(program.values[carry.next].name.ascii)"
      }
    }
    throw HistoryError.noState(asked.value.name.ascii, states: names)
  }
}
