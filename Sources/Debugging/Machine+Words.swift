import Equations
import Models
import Terms

/// Words for values.
///
/// | word | value |
/// | --- | --- |
/// | `lstm@3.f`, `dense.z`, `dense.W` | a value of a layer call |
/// | `lstm.f` | the stack over the timesteps that are computed, (T, units) |
/// | `td/lstm.h` | inside `td`'s loop, the stack of its current timestep; outside, of all |
/// | `f`, `h_prev`, `h₋₁`, `W`, `x` | a value in the selected frame, or in one around it |
/// | `@1.f` | the same in another timestep of the innermost loop |
/// | `dense`, `lstm:1`, `lstm@3` | a layer's output, its second one, that of a timestep |
/// | `output`, `output:1`, an input's name | of the model |
extension Machine {
  /// Whether a word names a value, be it computed or not.
  package func isName(_ word: String, in frame: StackFrame? = nil) -> Bool {
    (try? meaning(of: word, in: frame, suggests: false)) != nil
  }

  /// Whether a word names a weight, wherever one stands.
  package func isWeight(_ word: String) -> Bool {
    guard let meaning = try? meaning(of: word, in: nil, suggests: false) else { return false }
    return meaning.values.allSatisfy { $0.role == .weight }
  }

  /// What a word stands for; `suggests` is whether the error names what may have been meant, which takes
  /// longer than all else.
  func meaning(
    of word: String, in frame: StackFrame?, suggests: Bool = true
  ) throws(PlaceError) -> PlaceMeaning {
    if let loss = lossMeant(by: word) { return loss }
    let parsed = try PlaceWord(word, program.frames)
    let here = frame ?? stack.first
    if let call = parsed.frame {
      // A value of the frame may be called as a layer is; then it is meant.
      if let here, parsed.steps.isEmpty, parsed.name == nil, parsed.output == nil,
        let value = try relative(word, parsed, here)
      {
        return value
      }
      return parsed.name == nil
        ? try output(parsed, of: call) : try value(parsed, of: call, suggests)
    }
    if let here, let value = try relative(parsed.name ?? "", parsed, here) { return value }
    if parsed.steps.isEmpty, let value = modelValue(parsed) { return value }
    if parsed.name == "output" || parsed.name == "outputs" {
      if program.outputs.isEmpty, let obstacle = program.obstacle { throw .blocked(obstacle) }
      throw .noOutput(parsed.output ?? 0, layer: "the model", count: program.outputs.count)
    }
    guard parsed.name != nil else { throw .malformed(word) }
    throw suggests ? unknown(word, in: here) : .unknown(word, nearest: nil)
  }

  /// Whether a word is the model's own for what it gives, `output` or `output:1`, and no layer of that name.
  package func isModelOutput(_ word: String) -> Bool {
    guard let parsed = try? PlaceWord(word, program.frames), parsed.frame == nil else {
      return false
    }
    return modelOutput(parsed) != nil
  }

  /// The number that training makes smaller, with all that regularizers add, by the name of where losses stand.
  private func lossMeant(by word: String) -> PlaceMeaning? {
    guard word == Aim.path, let loss = program.loss,
      program.frames.first(where: { $0.path == word })?.kind == "Loss"
    else { return nil }
    return PlaceMeaning(word: word, values: [loss], steps: [], path: word, tail: "")
  }

  // MARK: From a frame

  private func relative(
    _ name: String, _ parsed: PlaceWord, _ here: StackFrame
  ) throws(PlaceError) -> PlaceMeaning? {
    let steps = try timesteps(parsed, in: here)
    var next: Int? = here.frame
    while let call = next, program.frames.indices.contains(call) {
      let values = sameLoops(scopes.values(name, in: call), as: here.scans)
      if let first = values.first {
        let loops = program.loops(first.scope)
        let common = zip(loops, here.scans).prefix { $0 == $1 }.count
        return PlaceMeaning(
          word: parsed.word, values: values, steps: Array(steps.prefix(common)),
          path: program.frames[call].path, tail: "." + first.name.ascii)
      }
      next = program.frames[call].parent
    }
    return nil
  }

  /// Of values of one name, those in the loops of a frame; if none are, those beside the first.
  private func sameLoops(_ values: [Value], as scans: [Int]) -> [Value] {
    let scope = values.first { $0.scope == scans.last }?.scope ?? values.first?.scope
    return values.filter { $0.scope == scope }
  }

  // MARK: From the model

  private func modelValue(_ parsed: PlaceWord) -> PlaceMeaning? {
    let name = parsed.name ?? ""
    if let input = program.inputs.first(where: { $0.name.matches(name) }) {
      return PlaceMeaning(
        word: parsed.word, values: [input], steps: [], path: input.name.ascii, tail: "")
    }
    guard let index = modelOutput(parsed) else { return nil }
    let isOnly = program.outputs.count == 1
    return PlaceMeaning(
      word: parsed.word, values: [program.outputs[index]], steps: [],
      path: isOnly ? "output" : "output:\(index)", tail: "")
  }

  /// The number of the model's output that a word means: `output`, `output:1`.
  private func modelOutput(_ parsed: PlaceWord) -> Int? {
    let index = parsed.output ?? 0
    let isMeant =
      parsed.name == "output" || (parsed.name == "outputs" && program.outputs.count == 1)
    return isMeant && program.outputs.indices.contains(index) ? index : nil
  }

  private func value(
    _ parsed: PlaceWord, of call: Int, _ suggests: Bool
  ) throws(PlaceError) -> PlaceMeaning {
    let name = parsed.name ?? ""
    // Several calls may stand under one path: the losses of outputs, and their sum.
    let path = program.frames[call].path
    let calls = [call] + program.frames.indices.filter { program.frames[$0].path == path }
    let values =
      calls.lazy.map { self.sameLoops(self.scopes.values(name, in: $0), as: []) }.first {
        !$0.isEmpty
      } ?? []
    guard let first = values.first else {
      throw suggests ? unknownValue(name, in: call) : .unknown(name, nearest: nil)
    }
    let loops = program.loops(first.scope)
    // A name with its layer means all timesteps of the innermost loop.
    let steps =
      parsed.steps.isEmpty
      ? Array(timestepsHere(of: loops).prefix(max(loops.count - 1, 0)))
      : try settled(parsed, loops, call)
    return PlaceMeaning(
      word: parsed.word, values: values, steps: steps, path: program.frames[call].path,
      tail: "." + first.name.ascii)
  }

  private func output(_ parsed: PlaceWord, of call: Int) throws(PlaceError) -> PlaceMeaning {
    let frame = program.frames[call]
    let index = parsed.output ?? 0
    let outputs = scopes.outputs(of: call)
    guard var value = outputs.indices.contains(index) ? outputs[index] : nil else {
      if let obstacle = program.obstacle, obstacle.path == frame.path { throw .blocked(obstacle) }
      throw .noOutput(index, layer: frame.path, count: outputs.count)
    }
    var loops = program.loops(value.scope)
    while loops.count < parsed.steps.count, let inside = writers.inside(value) {
      value = inside
      loops = program.loops(value.scope)
    }
    let steps =
      parsed.steps.isEmpty ? timestepsHere(of: loops) : try settled(parsed, loops, call)
    return PlaceMeaning(
      word: parsed.word, values: [value], steps: steps,
      path: frame.path + (index > 0 ? ":\(index)" : ""), tail: "")
  }

  /// The timesteps at the position of those loops that it stands in.
  private func timestepsHere(of loops: [Int]) -> [Int] {
    guard let moment = current else { return [] }
    let here = program.axes(program.equations[moment.equation].scan)
    return zip(zip(loops, here), moment.steps).prefix { $0.0.0 == $0.0.1 }.map(\.1)
  }

  private func settled(
    _ parsed: PlaceWord, _ loops: [Int], _ call: Int
  ) throws(PlaceError) -> [Int] {
    guard parsed.steps.count <= loops.count else {
      throw .tooManyTimesteps(
        layer: program.frames[call].path, given: parsed.steps.count, loops: loops.count)
    }
    var steps: [Int] = []
    for (step, scan) in zip(parsed.steps, loops) {
      steps.append(try program.timestep(step, of: scan))
    }
    return steps
  }
}
