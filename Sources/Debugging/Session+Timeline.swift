import Containers
import Models
import Tensors
import Terms

/// What if a number were another: every change begins a branch, and all of them can be gone to.
extension Session {
  /// Sets a value of the sample in focus as if it had been computed so; what follows is computed
  /// again when it is walked through, in a branch of its own.
  ///
  /// Refuses what would change nothing: numbers that are there already, and a value that nothing
  /// reads.
  package func change(
    _ value: Value, at steps: [Int], to tensor: Tensor, called place: String
  ) throws -> Edit {
    guard let machine else { throw InputError("nothing was fed to \(model.name) yet") }
    let new = Tensor(tensor.shape, value.dtype, tensor.elements.map(value.dtype.rounded))
    let old = try machine.read(value, at: steps, sample: sample)
    guard !old.isIdentical(to: new) else {
      throw InputError("\(place) is that already: nothing would change")
    }
    guard machine.isRead(value) else {
      throw InputError("nothing reads \(place): setting it would change nothing")
    }
    noteWalk()
    let position = machine.walkPosition
    let edit = try machine.edit(value, at: steps, sample: sample, to: new)
    timeline.begin(
      with: Timeline.Change(
        value: value, steps: steps, sample: sample, place: place, old: old, new: new,
        position: position))
    return edit
  }

  /// Goes to another branch, where one stood when it was left.
  ///
  /// On an error, or when interrupted, everything stays as it was.
  package func go(toBranch branch: Int, at position: WalkPosition? = nil) throws {
    guard let machine else { return }
    guard timeline.branches.indices.contains(branch) else { throw noBranch(branch) }
    guard branch != timeline.current else {
      throw InputError("this is branch \(branch) already")
    }
    let other = try run(of: branch)
    try other.takePosition(position ?? timeline.branches[branch].position)
    timeline.go(to: branch, leaving: machine.walkPosition)
    adopt(other)
  }

  /// A run of its own of a branch, its changes made; it stands where the last one was made.
  package func run(of branch: Int) throws -> Machine {
    guard timeline.branches.indices.contains(branch) else { throw noBranch(branch) }
    guard let machine, let feed else {
      throw InputError("nothing was fed to \(model.name) yet")
    }
    let run = try machine.twin(inputs: Machine.samples(of: feed.tensors), budget: budget)
    for change in timeline.changes(to: branch) {
      try run.takePosition(change.position)
      _ = try run.edit(change.value, at: change.steps, sample: change.sample, to: change.new)
    }
    return run
  }

  /// A run of its own of a branch that stands in the step of training in which one stands.
  package func runHere(of branch: Int) throws -> Machine {
    let run = try run(of: branch)
    guard let step = machine?.step, try run.enter(step: step) else {
      throw Interrupted(onTheWayTo: "the step where one stands")
    }
    return run
  }

  private func noBranch(_ branch: Int) -> InputError {
    let last = timeline.branches.count - 1
    return InputError(
      "there is no branch \(branch)",
      hint: last == 0 ? "set var begins one." : "timeline shows them: 0 to \(last).")
  }
}
