import Equations

/// Words for places.
///
/// | word | place |
/// | --- | --- |
/// | `17` | the equation executed at tick 17; 0 is the start |
/// | `dense`, `encoder/dense`, `dense#2` | the first equation of a layer call |
/// | `lstm@3`, `lstm@-1` | the first equation of a timestep; negative from the end |
/// | `lstm@3.f`, `dense.z` | an equation |
/// | `lstm.f` | an equation in any timestep |
/// | `td/lstm@2@1.h` | in loops inside loops: the timestep of each, outermost first |
/// | `@3`, `@3.f`, `f` | in the innermost loop, or the layer, of the selected frame |
extension Machine {
  /// The place that a word names, seen from a frame; the innermost one without.
  package func location(
    _ word: String, in frame: StackFrame? = nil
  ) throws(PlaceError) -> Location {
    if let tick = Int(word) {
      guard (0...program.tickCount).contains(tick) else {
        throw .noTick(tick, count: program.tickCount)
      }
      return Location(.tick(tick), word: word)
    }
    let parsed = try PlaceWord(word, program.frames)
    guard parsed.output == nil else { throw .malformed(word) }
    let here = frame ?? stack.first
    if let call = parsed.frame { return try location(parsed, call) }
    guard let here, program.frames.indices.contains(here.frame) else {
      if parsed.name == nil { throw .notInLoop }
      throw unknown(word, in: frame)
    }
    return try location(parsed, relativeTo: here)
  }

  private func location(_ parsed: PlaceWord, _ call: Int) throws(PlaceError) -> Location {
    let id: Int
    if let name = parsed.name {
      id = try equation(name, in: call, parsed.word)
    } else {
      let path = program.frames[call].path
      guard let first = scopes.first(in: call) else { throw .noEquations(layer: path) }
      id = first
    }
    let loops = program.loops(program.equations[id].scan)
    guard parsed.steps.count <= loops.count else {
      throw .tooManyTimesteps(
        layer: program.frames[call].path, given: parsed.steps.count, loops: loops.count)
    }
    var steps: [Int?] = []
    for (step, scan) in zip(parsed.steps, loops) {
      steps.append(try program.timestep(step, of: scan))
    }
    // A layer's first equation is in the first timestep of its own loops.
    let own = loops.count { isInside(program.scans[$0].frame, call) }
    while steps.count < loops.count {
      let isOwn = steps.count >= loops.count - own
      steps.append(parsed.name == nil && isOwn ? program.scans[loops[steps.count]].first : nil)
    }
    return Location(.equation(id, steps: steps), word: parsed.word)
  }

  private func location(
    _ parsed: PlaceWord, relativeTo here: StackFrame
  ) throws(PlaceError) -> Location {
    let steps = try timesteps(parsed, in: here)
    let id: Int
    if let name = parsed.name, parsed.steps.isEmpty, scopes.values(name, in: here.frame).isEmpty {
      throw unknown(parsed.word, in: here)
    }
    if let name = parsed.name {
      id = try equation(name, in: here.frame, parsed.word)
    } else {
      guard let first = firstEquation(in: here) else { throw .notInLoop }
      id = first
    }
    let open: [Int?] = parsed.steps.isEmpty ? here.steps.dropLast() + [nil] : steps
    let count = program.loops(program.equations[id].scan).count
    return Location(.equation(id, steps: Array(open.prefix(count))), word: parsed.word)
  }

  /// The timesteps of a frame with the innermost ones replaced by those of a word.
  func timesteps(_ parsed: PlaceWord, in here: StackFrame) throws(PlaceError) -> [Int] {
    guard !parsed.steps.isEmpty else { return here.steps }
    guard !here.scans.isEmpty else { throw .notInLoop }
    guard parsed.steps.count <= here.scans.count else {
      throw .tooManyTimesteps(
        layer: program.frames[here.frame].path, given: parsed.steps.count,
        loops: here.scans.count)
    }
    var steps = Array(here.steps.dropLast(parsed.steps.count))
    for (step, scan) in zip(parsed.steps, here.scans.suffix(parsed.steps.count)) {
      steps.append(try program.timestep(step, of: scan))
    }
    return steps
  }

  private func firstEquation(in here: StackFrame) -> Int? {
    guard let axis = here.scans.last else { return nil }
    let isBackward = program.frames[here.frame].forward != nil
    return program.equations.first { equation in
      program.axes(equation.scan).contains(axis)
        && (program.frames[equation.frame].forward != nil) == isBackward
    }?.id
  }

  /// The equation of a name in a call.
  private func equation(
    _ name: String, in call: Int, _ word: String
  ) throws(PlaceError) -> Int {
    let values = scopes.values(name, in: call)
    guard !values.isEmpty else {
      throw unknownValue(name, in: call)
    }
    let own = values.lazy.compactMap { value -> Int? in
      guard case .equation(let id) = self.writers[value],
        self.scopes.isSame(self.program.equations[id].frame, call)
      else { return nil }
      return id
    }
    guard let id = own.last else { throw .isNoEquation(word) }
    return id
  }

  /// Whether a call is another one or inside it.
  func isInside(_ frame: Int, _ call: Int) -> Bool {
    var next: Int? = frame
    while let id = next {
      if id == call { return true }
      next = program.frames.indices.contains(id) ? program.frames[id].parent : nil
    }
    return false
  }
}
