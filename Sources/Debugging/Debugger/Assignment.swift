import Containers
import Tensors
import Terms

/// `lstm@1.f[3]` shall be 0: the value that is set, which of its elements, and the numbers.
package struct Assignment {
  /// The value as it is.
  package let found: Found
  /// `lstm@1.f[3]`: what is set, as it can be typed.
  package let place: String
  /// The elements that are set, by their numbers in the array.
  package let elements: [Int]
  /// The whole value as it shall be.
  package let tensor: Tensor

  /// Reads what is set and the expression that gives the numbers: as many, or one for all.
  ///
  /// Throws an `AssignmentError`, a `PlaceError` or an `ExpressionError`, and changes nothing.
  package init(_ target: String, to text: String, in debugger: Debugger) throws {
    let (session, machine) = try debugger.requireMachine()
    let (word, subscripts) = PartOfValue.split(target)
    found = try machine.lookup(word, in: debugger.selectedFrame, sample: session.sample)
    guard found.overTime == nil else {
      throw AssignmentError.overTime(word, timestep: Assignment.timestep(of: found))
    }
    guard found.tensor.dtype != .string else { throw AssignmentError.text(word) }
    let region = try PartOfValue(subscripts, of: word, found.tensor.shape)
    let given = try debugger.evaluate(
      try debugger.expression(text), shapeHint: region.shape)
    guard let numbers = Assignment.fit(given, region.shape) else {
      throw AssignmentError.shape(target, region.shape, given: given.shape)
    }
    var all = found.tensor.elements
    let dtype = found.tensor.dtype
    for (step, (index, number)) in zip(region.elements, numbers).enumerated() {
      try Interruption.check(at: step)
      all[index] = dtype.rounded(number)
    }
    try Interruption.check()
    elements = region.elements
    tensor = Tensor(found.tensor.shape, dtype, all)
    place = found.place + subscripts
  }

  /// Sets it, in a branch of its own.
  package func perform(in session: Session) throws -> Edit {
    try session.change(found.value, at: found.steps, to: tensor, called: place)
  }

  /// The numbers that a change has set, in the shape of what it names.
  package static func numbers(of change: Timeline.Change) throws -> Tensor {
    let (word, subscripts) = PartOfValue.split(change.place)
    let part = try PartOfValue(subscripts, of: word, change.new.shape)
    return Tensor(part.shape, change.new.dtype, part.of(change.new.elements))
  }

  /// `z[8:16] = 0` in two; nil where no `=` stands outside brackets, save in `<=` and, unless somebody who
  /// compares may write that as well, in `==`.
  package static func sides(
    of text: String, comparing: Bool = false
  ) -> (target: String, value: String)? {
    var depth = 0
    var before: Character = " "
    for index in text.indices {
      let character = text[index]
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      let next = text.index(after: index)
      let isDouble = next < text.endIndex && text[next] == "="
      if character == "=", depth == 0, !isDouble || comparing, !"=<>!".contains(before) {
        let value = isDouble ? text[next...].dropFirst() : text[next...]
        return (String(text[..<index]).trimmed, String(value).trimmed)
      }
      before = character
    }
    return nil
  }

  // MARK: Parts

  /// `lstm@0.f` for `lstm.f`: the last timestep that is there.
  private static func timestep(of found: Found) -> String {
    let path = found.place.prefix { $0 != "." }
    return "\(path)@\(max(found.overTime?.last ?? 0, 0)).\(found.value.name.ascii)"
  }

  /// The numbers of a value for a region: as many, or one for all.
  private static func fit(_ given: Tensor, _ shape: Shape) -> [Double]? {
    if given.count == 1, let number = given.elements.first {
      return [Double](repeating: number, count: shape.count)
    }
    let isSame = given.shape.dims.filter { $0 != 1 } == shape.dims.filter { $0 != 1 }
    return isSame ? given.elements : nil
  }
}

/// Why a value cannot be set.
package enum AssignmentError: Reported, Sendable, Equatable {
  /// All timesteps are named; and one that could be.
  case overTime(String, timestep: String)
  case shape(String, Shape, given: Shape)
  /// It is text.
  case text(String)

  package var exitCode: Int32 { ExitStatus.badUsage }

  package var message: String {
    switch self {
    case .overTime(let word, _): "\(word) is all timesteps, each computed from the one before"
    case .text(let word):
      "\(word) is text, and numbers alone can be set: feed another text"
    case .shape(let target, let shape, let given):
      "\(target) is \(shape.inWords), but the value is \(given.inWords)"
    }
  }

  package var hint: String {
    guard case .shape(let target, let shape, let given) = self else { return "" }
    guard shape.count > 1 else { return "Give one." }
    let whole =
      "Give \(shape.rank == 1 ? "\(shape.count) numbers" : "an array \(shape)"), or one number for all"
    let part = PartOfValue.example(of: target, shape, given: given)
    return part.map { "\(whole); a part is named by an index: set var \($0) = …" } ?? "\(whole)."
  }
}
