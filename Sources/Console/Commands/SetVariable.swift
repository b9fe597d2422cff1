import Debugging
import Tensors
import Terminal
import Terms
import Views

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

  func set(_ target: String, to value: String) throws {
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
        let found = try machine.lookup("\(layer).\(name)", sample: session.sample)
        if found.overTime != nil, bracket == target.endIndex {
          return try set(eachTimestepOf: found, String(layer), name, to: value)
        }
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

  /// Sets a value of a loop in every timestep, `rnn = [1, 1, 0, 1, 1]`: in those where it is another.
  private func set(
    eachTimestepOf found: Found, _ layer: String, _ name: String, to text: String
  ) throws {
    guard let time = found.overTime, time.count == time.of, found.tensor.shape.rank == 1 else {
      throw CommandError(
        "not all timesteps of \(layer.visible) have a mask yet", hint: "goto \(layer.visible)")
    }
    let given = try console.evaluate(text, shapeHint: found.tensor.shape)
    guard given.count == 1 || given.shape == found.tensor.shape else {
      throw CommandError(
        "\(layer.visible) has \(time.of) timesteps, but what is given is \(given.shape)",
        hint: "One number for each, or one for all")
    }
    let numbers = (0..<time.of).map { given.elements[given.count == 1 ? 0 : $0] }
    let steps = (0..<time.of).filter { (found.tensor.elements[$0] != 0) != (numbers[$0] != 0) }
    guard !steps.isEmpty else {
      throw CommandError("\(found.place.visible) is that already: nothing would change")
    }
    let edits = try steps.map { step in
      try Assignment(
        "\(layer)@\(step).\(name)", to: numbers[step] != 0 ? "1" : "0", in: console.debugger
      )
      .perform(in: session)
    }
    let mask = Tensor(found.tensor.shape, found.tensor.dtype, numbers.map { $0 != 0 ? 1 : 0 })
    let texts = [found.tensor, mask].map {
      console.arrayText.oneLine($0, width: console.width - 12)
    }
    console.output.lines([found.place.visible, "  was \(texts[0])", "  is  \(texts[1])"])
    tellWhatFollows(
      edits.map(\.invalidated).filter { !$0.isEmpty }, edits.compactMap(\.movedFrom).first)
  }

  // MARK: What became of it

  private func tell(_ assignment: Assignment, _ edit: Edit) {
    let (place, old) = (assignment.place, assignment.found.tensor)
    let new = assignment.tensor.cast(to: assignment.found.value.dtype)
    let elements = assignment.elements.filter(new.elements.indices.contains)
    let parts = [old, new].map { tensor in
      Tensor([elements.count], tensor.dtype, elements.map { tensor.elements[$0] })
    }
    let texts = parts.map { part in
      part.count == 1
        ? NumberFormat.exact(part.elements[0], part.dtype)
        : console.arrayText.oneLine(part, width: max(console.width - 12, 20))
    }
    let line = "\(place.visible): \(texts.joined(separator: " → "))"
    if line.columns <= console.width {
      console.output.line(line)
    } else {
      var rows = AlignedRows(console.presentation.stopText)
      for (label, part) in zip(["was", "is"], parts) { rows.add(label, part) }
      let lines = rows.lines(width: console.presentation.room - 2, most: SetVariable.mostLines)
      console.output.lines([place.visible] + lines.map { "  " + $0 })
      if lines.contains(where: { $0.contains(console.arrayText.ellipsis) }) {
        console.output.lines(console.prose(largest(of: elements, old, new)))
      }
    }
    tellWhatFollows(edit.invalidated.isEmpty ? [] : [edit.invalidated], edit.movedFrom)
  }

  /// The most lines in which numbers are shown as they were and as they are.
  private static let mostLines = 8

  /// Which of many numbers has changed most: not all of them are seen.
  private func largest(of elements: [Int], _ old: Tensor, _ new: Tensor) -> String {
    func change(_ element: Int) -> Double { distance(old.elements[element], new.elements[element]) }
    let changed = elements.filter { change($0) != 0 }
    guard let most = changed.max(by: { change($0) < change($1) }) else {
      return "all numbers are as they were"
    }
    let place = old.shape.index(of: most).map(String.init).joined(separator: ", ")
    let numbers = [old, new].map { NumberFormat.exact($0.elements[most], $0.dtype) }
    return "\(changed.count) of \(elements.count) numbers changed, most of all [\(place)]: "
      + numbers.joined(separator: " → ")
  }

  /// Says which ticks are not computed any more, and where the walk stands.
  private func tellWhatFollows(_ invalidated: [Range<Int>], _ movedFrom: Position?) {
    var facts = ["branch \(session.timeline.current)"]
    if let first = invalidated.map(\.lowerBound).min(),
      let last = invalidated.map({ $0.upperBound - 1 }).max()
    {
      facts.append(
        first == last
          ? "tick \(first) is not computed any more"
          : "ticks \(first) to \(last) are not computed any more")
    }
    if let from = movedFrom {
      facts.append("the walk stands at tick \(machine.position), not at \(from)")
    }
    console.output.lines(console.prose(facts.joined(separator: "; ")))
  }
}

extension Console {
  /// Sets a value, in a branch of its own, and shows what that changed: `set var`, its two sides given.
  package func set(_ target: String, to value: String) throws {
    try SetVariable(self).set(target, to: value)
  }
}
