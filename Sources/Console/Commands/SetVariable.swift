import Containers
import Debugging
import Equations
import Tensors
import Terminal

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
    guard let sign = SetVariable.assignment(in: text) else {
      throw CommandError("set var needs a value and what it shall be", hint: "set var h[0] = 1.5")
    }
    let target = String(text[..<sign]).trimmed
    let bracket = target.firstIndex(of: "[") ?? target.endIndex
    let word = String(target[..<bracket]).trimmed
    let found = try machine.lookup(word, in: console.selectedFrame(), sample: session.sample)
    guard found.overTime == nil else {
      throw CommandError(
        "\(word) is all timesteps, each computed from the one before",
        hint: "Name one: set var \(SetVariable.timestep(of: found, in: machine)) = …")
    }
    let region = try SetVariable.region(word, String(target[bracket...]), found.tensor.shape)
    let scope = ConsoleScope(console)
    let given = try Expression(String(text[text.index(after: sign)...]).trimmed, names: scope)
      .evaluate(in: scope, shapeHint: region.shape)
    guard let numbers = SetVariable.fit(given, region.shape) else {
      throw CommandError("\(target) is \(region.shape), but the value is \(given.shape)")
    }
    var elements = found.tensor.elements
    let dtype = found.tensor.dtype
    for (step, (place, number)) in zip(region.elements, numbers).enumerated() {
      try Interruption.check(at: step)
      guard let index = Int(exactly: place), elements.indices.contains(index) else { continue }
      elements[index] = dtype.rounded(number)
    }
    let tensor = Tensor(found.tensor.shape, dtype, elements)
    try Interruption.check()
    let place = found.place + String(target[bracket...])
    let edit = try session.change(found.value, at: found.steps, to: tensor, called: place)
    console.listPosition = nil
    tell(place, region, found.tensor, tensor.cast(to: found.value.dtype), edit)
  }

  /// Sets the mask of a layer, `rnn@1 = 0`: which timesteps count, or what a Dropout keeps.
  func run(mask text: String) throws {
    guard let sign = SetVariable.assignment(in: text) else {
      throw CommandError(
        "set mask needs a layer and what its mask shall be", hint: "set mask rnn@1 = 0")
    }
    let target = String(text[..<sign]).trimmed
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
      return try run("\(layer).\(name)\(target[bracket...]) \(text[sign...])")
    }
    throw CommandError(
      "\(layer) has no mask",
      hint: "Masking and Embedding(mask_zero=True) make masks, recurrent layers read them "
        + "(set mask rnn@1 = 0); Dropout has one while training is on.")
  }

  // MARK: What is set

  /// Where the `=` of an assignment stands: outside brackets, and no part of `==` or `<=`.
  private static func assignment(in text: String) -> String.Index? {
    var depth = 0
    var before: Character = " "
    for index in text.indices {
      let character = text[index]
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      let next = text.index(after: index)
      let isDouble = next < text.endIndex && text[next] == "="
      if character == "=", depth == 0, !isDouble, !"=<>!".contains(before) { return index }
      before = character
    }
    return nil
  }

  /// `lstm@0.f` for `lstm.f`.
  private static func timestep(of found: Found, in machine: Machine) -> String {
    let path = found.place.prefix { $0 != "." }
    return "\(path)@\(max((found.overTime?.count ?? 1) - 1, 0)).\(found.value.name.ascii)"
  }

  /// The elements that `[8:16]` selects: their numbers in the array, row by row.
  private static func region(_ word: String, _ subscripts: String, _ shape: Shape) throws -> Tensor
  {
    let places = Tensor(shape, .int64, (0..<shape.count).map(Double.init))
    guard !subscripts.isEmpty else { return places }
    let scope = OneName(word: word, tensor: places)
    return try Expression(word + subscripts, names: scope).evaluate(in: scope)
  }

  /// The numbers that a change has set, as they can be typed.
  static func numbers(of change: Timeline.Change) throws -> String {
    let bracket = change.place.firstIndex(of: "[") ?? change.place.endIndex
    let word = String(change.place[..<bracket])
    let region = try region(word, String(change.place[bracket...]), change.new.shape)
    let numbers = region.elements.compactMap { place in
      Int(exactly: place).flatMap {
        change.new.elements.indices.contains($0) ? change.new.elements[$0] : nil
      }
    }
    return try SessionFile.literal(Tensor(region.shape, change.new.dtype, numbers))
  }

  /// The numbers of a value for a region: as many, or one for all.
  private static func fit(_ given: Tensor, _ shape: Shape) -> [Double]? {
    if given.count == 1, let number = given.elements.first {
      return [Double](repeating: number, count: shape.count)
    }
    let isSame = given.shape.dims.filter { $0 != 1 } == shape.dims.filter { $0 != 1 }
    return isSame ? given.elements : nil
  }

  // MARK: What became of it

  private func tell(_ place: String, _ region: Tensor, _ old: Tensor, _ new: Tensor, _ edit: Edit) {
    let places = region.elements.compactMap { Int(exactly: $0) }
    func part(_ tensor: Tensor) -> String {
      let elements = places.filter(tensor.elements.indices.contains).map { tensor.elements[$0] }
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

/// An environment of one name.
private struct OneName: Environment {
  let word: String
  let tensor: Tensor

  var names: [String] { [word] }
  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    word == self.word ? tensor : nil
  }
}
