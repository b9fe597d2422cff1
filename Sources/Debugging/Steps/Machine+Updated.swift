import Equations
import Terms

extension Machine {
  /// `dense.W_next[0, 1]`: where the number stands that takes the place of one that is given.
  package func placeAfterUpdate(of entry: Entry) -> String {
    guard let update = program.updates.first(where: { $0.given == entry.value.id }) else {
      return place(of: entry)
    }
    return place(
      of: Entry(value: program.values[update.next], element: entry.element, steps: []))
  }
}
