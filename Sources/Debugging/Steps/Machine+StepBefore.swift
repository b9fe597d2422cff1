import Containers
import Equations

/// What values were in the step of training before: another run of the same steps tells it.
extension Machine {
  /// A run of the same steps that stands at the end of the one before this; nil in the first one, and where nothing is trained.
  ///
  /// It follows step by step, so that each is computed once more and not all of them.
  func stepBefore() throws -> Machine? {
    guard let course, step > 0 else { return nil }
    let other: Machine
    if let follower, follower.course?.changes == course.changes {
      other = follower
    } else {
      other = try twin(inputs: [], budget: budget)
      other.course?.take(changesOf: course)
      try other.begin(step: 0)
      follower = other
    }
    other.extend(to: step)
    guard try other.enter(step: step - 1), try other.compute(to: program.tickCount) else {
      throw Interrupted(onTheWayTo: "step \(step - 1)")
    }
    other.position = Position(program.tickCount)
    return other
  }
}
