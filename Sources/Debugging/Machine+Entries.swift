import Engine
import Equations
import Tensors
import Terms

/// Words for single numbers.
extension Machine {
  /// The number that a text names, seen from a frame: `z[3]`, `lstm@2.C[5]`, `lstm.f[2, 5]`, whose
  /// first index is the timestep; a value of one number needs no index.
  ///
  /// Throws an `EntryError`, a `PlaceError`, or what reading a weight throws.
  package func entry(
    _ text: String, in frame: StackFrame? = nil, sample: Int = 0
  ) throws -> Entry {
    let parsed = try EntryWord(text) { isName($0, in: frame) }
    let found = try lookup(parsed.word, in: frame, sample: sample)
    let index = try place(parsed, in: found)
    let loops = program.loops(found.value.scope).count
    let open = max(loops - found.steps.count, 0)
    // The first row of what a loop going backwards has written so far is no timestep 0.
    let first = found.overTime?.first ?? 0
    let own = index.prefix(open).enumerated().map {
      $0.offset == 0 ? $0.element + first : $0.element
    }
    let steps = found.steps.prefix(loops) + own
    guard let element = found.value.shape.element(at: Array(index.dropFirst(open))) else {
      throw EntryError.unfinished(parsed.word, shape: found.tensor.shape, given: [])
    }
    return Entry(value: found.value, element: element, steps: Array(steps))
  }

  /// The first number that the current equation wrote, or, inside it, the instruction just
  /// executed; nil at the start.
  package var currentEntry: Entry? {
    guard let moment = current else { return nil }
    let written = currentInstruction.map { program.values[program.instructions[$0].result] }
    let result = written ?? program.equations[moment.equation].result
    guard result.shape.count > 0 else { return nil }
    return Entry(
      value: result, element: 0, steps: program.filled(moment.steps, for: result.scope))
  }

  /// The indices of a word as places along the axes of what was found.
  private func place(_ parsed: EntryWord, in found: Found) throws(EntryError) -> [Int] {
    let shape = found.tensor.shape
    if parsed.index.isEmpty, shape.count == 1 { return shape.dims.map { _ in 0 } }
    guard parsed.index.count <= shape.rank else {
      throw .tooMany(parsed.word, shape: shape, given: parsed.index.count)
    }
    var result: [Int] = []
    for (axis, given) in parsed.index.enumerated() {
      let length = shape[axis]
      if axis == 0, let time = found.overTime, time.count < time.of,
        (length..<time.of).contains(given)
      {
        throw .later(parsed.word, timestep: given, computed: length)
      }
      let (counted, overflow) = given < 0 ? given.addingReportingOverflow(length) : (given, false)
      guard !overflow, (0..<length).contains(counted) else {
        throw .outside(parsed.word, axis: axis, index: given, shape: shape)
      }
      result.append(counted)
    }
    guard result.count == shape.rank else {
      throw .unfinished(parsed.word, shape: shape, given: result)
    }
    return result
  }

  /// `lstm@2.C[5]`: where a number is, as it can be typed.
  package func place(of entry: Entry) -> String {
    let frame = frame(of: entry.value)
    let path = frame.map { program.frames[$0].path } ?? ""
    let isNamed = entry.value.role != .intermediate
    let name = isNamed ? entry.value.name.ascii : "(\(entry.value.name.ascii))"
    let index = entry.index.map(String.init).joined(separator: ", ")
    return path + Program.timesteps(entry.steps) + (path.isEmpty ? name : ".\(name)")
      + (index.isEmpty ? "" : "[\(index)]")
  }

  /// The layer call in which a value has its name; nil for an input of the model.
  private func frame(of value: Value) -> Int? {
    if program.aliases[value.id] != nil {
      // A gradient has another name in the call that reads it and is no input of.
      return program.frames.last { $0.inputs.contains(value) }?.id
        ?? program.equations.first { $0.term.values.contains(value) }?.frame
    }
    switch writers[value] {
    case .given:
      return program.frames.first { $0.weights.contains(value) || $0.drawn.contains(value) }?.id
    case .equation(let id), .part(let id, _): return program.equations[id].frame
    case .state(let scan, let next):
      if case .equation(let id) = writers[program.values[next]] {
        return program.equations[id].frame
      }
      return program.scans[scan].frame
    case .enter(let scan), .leave(let scan): return program.scans[scan].frame
    }
  }

  /// The number at an entry.
  package func number(_ entry: Entry, sample: Int) throws -> Double {
    try check(entry.value, entry.steps, sample)
    return try engine.memory.number(
      entry.value, entry.element, at: entry.steps, sample: sample) ?? .nan
  }
}
