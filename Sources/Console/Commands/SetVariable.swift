import Debugging
import Tensors
import Terminal
import Terms

/// `set var lstm@1.f[3] = 0`: what if a number were another.
struct SetVariable {
  let console: Console
  let session: Session
  let machine: Machine

  init(_ console: Console) throws {
    self.console = console
    (session, machine) = try console.requireMachine()
  }

  func run(_ text: String) throws {
    guard let (target, value) = Assignment.sides(of: text) else {
      throw CommandError("set var needs a value and what it shall be", hint: "set var h[0] = 1.5")
    }
    try set(target, to: value)
  }

  private func set(_ target: String, to value: String) throws {
    let assignment: Assignment
    do {
      assignment = try Assignment(target, to: value, in: console.debugger)
    } catch let error as AssignmentError {
      guard case .overTime(_, let timestep) = error else { throw error }
      throw CommandError(error.message, hint: "Name one: set var \(timestep) = …")
    }
    tell(assignment, try assignment.perform(in: session))
  }

  /// Sets the mask of a layer, `rnn@1 = 0`: which timesteps count, or what a Dropout keeps.
  func run(mask text: String) throws {
    guard let (target, value) = Assignment.sides(of: text) else {
      throw CommandError(
        "set mask needs a layer and what its mask shall be", hint: "set mask rnn@1 = 0")
    }
    let bracket = target.firstIndex(of: "[") ?? target.endIndex
    let layer = target[..<bracket]
    for name in ["m", "keep"] {
      do {
        _ = try machine.lookup("\(layer).\(name)", sample: session.sample)
      } catch PlaceError.notComputed {
        // That is said better when it is set.
      } catch is PlaceError {
        continue
      }
      return try set("\(layer).\(name)\(target[bracket...])", to: value)
    }
    throw CommandError(
      "\(layer) has no mask",
      hint: "Masking and Embedding(mask_zero=True) make masks, recurrent layers read them "
        + "(set mask rnn@1 = 0); Dropout has one while training is on.")
  }

  // MARK: What became of it

  private func tell(_ assignment: Assignment, _ edit: Edit) {
    let (place, old) = (assignment.place, assignment.found.tensor)
    let new = assignment.tensor.cast(to: assignment.found.value.dtype)
    func part(_ tensor: Tensor) -> String {
      let elements = assignment.elements.filter(tensor.elements.indices.contains)
        .map { tensor.elements[$0] }
      let part = Tensor([elements.count], tensor.dtype, elements)
      if let only = elements.first, elements.count == 1 {
        return NumberFormat.exact(only, tensor.dtype)
      }
      return console.arrayText.oneLine(part, width: max(console.width - 12, 20))
    }
    let (before, after) = (part(old), part(new))
    let line = "\(place.visible): \(before) → \(after)"
    if line.columns <= console.width {
      console.output.line(line)
    } else {
      console.output.lines([place.visible, "  was \(before)", "  is  \(after)"])
    }
    var facts = ["branch \(session.timeline.current)"]
    if !edit.invalidated.isEmpty {
      let (first, last) = (edit.invalidated.lowerBound, edit.invalidated.upperBound - 1)
      facts.append(
        first == last
          ? "tick \(first) is not computed any more"
          : "ticks \(first) to \(last) are not computed any more")
    }
    if let from = edit.movedFrom {
      facts.append("the walk stands at tick \(machine.position), not at \(from)")
    }
    console.output.lines(console.prose(facts.joined(separator: "; ")))
  }
}
