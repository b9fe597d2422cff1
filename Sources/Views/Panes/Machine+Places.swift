import Debugging
import Equations

extension Machine {
  /// How the place of an execution is typed: `lstm@1.C`, or its tick where that would lead elsewhere.
  package func word(for moment: Moment) -> String {
    let word = program.place(of: moment)
    guard let location = try? location(word), location.matches(moment),
      case .equation(_, let steps) = location.target, !steps.contains(nil)
    else { return "\(moment.tick)" }
    return word
  }

  /// An equation's execution that is nearest to where one stands: in the timesteps of the loops that
  /// both are in, in the first ones of others.
  package func moment(of equation: Int) -> Moment? {
    let here = current ?? next
    let scan = program.equations[equation].scan
    let around = here.map { program.axes(program.equations[$0.equation].scan) } ?? []
    let common = zip(program.axes(scan), around).prefix { $0 == $1 }.count
    let steps = program.filled((here?.steps ?? []).prefix(common), for: scan)
    return program.moment(program.tick(of: equation, at: steps))
  }

  /// Where the number at an entry was computed, and the entry that it was computed as; nil for what is
  /// given: an input, a weight, a state before the first timestep.
  package func origin(of entry: Entry, sample: Int) throws -> (moment: Moment, entry: Entry)? {
    let tree = try explanationTree(of: entry, depth: 1, most: 1, sample: sample)
    guard let end = tree.end, case .equation(let id, _) = end.origin,
      let moment = program.moment(program.tick(of: id, at: end.entry.steps))
    else { return nil }
    return (moment, end.entry)
  }
}
