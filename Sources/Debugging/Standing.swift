/// Where a walk stands: in which run, which branch of it, and after which of its motions.
///
/// What is chosen for a place is kept with the standing it was chosen at, and means nothing at any
/// other. So nobody has to take it back when the walk goes on.
package struct Standing: Sendable, Hashable {
  /// How many runs were begun before it.
  package let run: Int
  let branch, motions: Int
}

/// A value that was chosen for the place where one stood.
package struct Chosen<Value> {
  private var choice: (standing: Standing, value: Value)?

  package init() {}

  /// The value, where one still stands there.
  package subscript(standing: Standing) -> Value? {
    get { choice.flatMap { $0.standing == standing ? $0.value : nil } }
    set { choice = newValue.map { (standing, $0) } }
  }
}
