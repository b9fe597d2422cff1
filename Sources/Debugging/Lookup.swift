import Engine
import Equations
import Tensors
import Terms

/// A value that a word names, with its numbers at the machine's position.
package struct Found: Sendable {
  /// How many timesteps of a value over time are there, of how many.
  package struct OverTime: Sendable, Equatable {
    package let count, of: Int
    /// The first that is there: of a loop that goes backwards it is not 0 until the loop is through.
    package let first: Int

    package init(count: Int, of: Int, from first: Int = 0) {
      self.count = count
      self.of = of
      self.first = first
    }

    /// The last that is there.
    package var last: Int { first + count - 1 }
  }

  /// The program's value; of several of one name, the latest that is there.
  package let value: Value
  /// The timesteps that it is of, outermost first; fewer than its loops for a value over time.
  package let steps: [Int]
  package let tensor: Tensor
  /// `lstm@3.f`: where it is, as it can be typed.
  package let place: String
  /// The equation that wrote it; nil for what is given, or brought in by a loop.
  package let equation: Int?
  /// The tick at which it was written, the last one for a value over time; 0 for what is given.
  package let tick: Int
  /// Set for a stack over the timesteps of a loop, along the leading axis.
  package let overTime: OverTime?
}

/// What a word means before its numbers are asked for.
struct PlaceMeaning {
  let word: String
  /// Values of one name and in the same loops, latest first.
  let values: [Value]
  /// The timesteps that are settled; the other loops' are stacked.
  let steps: [Int]
  /// What stands before and after the timesteps of its place: `lstm`, `.f`.
  let path, tail: String
}

extension Machine {
  /// The value that a word names, seen from a frame; the innermost one without.
  ///
  /// Throws a `PlaceError`, or what reading a weight throws.
  package func lookup(
    _ word: String, in frame: StackFrame? = nil, sample: Int = 0
  ) throws -> Found {
    let meaning = try meaning(of: word, in: frame)
    guard let leaf = try gather(meaning, meaning.steps, sample) else {
      throw notComputed(meaning)
    }
    return Found(
      value: leaf.value, steps: meaning.steps, tensor: leaf.tensor,
      place: meaning.path + Program.timesteps(meaning.steps) + meaning.tail,
      equation: leaf.equation, tick: leaf.tick, overTime: leaf.overTime)
  }

  /// The shape that what a word names has when all of it is there; nothing need be computed.
  package func shape(of word: String, in frame: StackFrame? = nil) throws -> Shape {
    let meaning = try meaning(of: word, in: frame)
    guard let value = meaning.values.first else { throw notComputed(meaning) }
    let open = program.lengths(around: value.scope).dropFirst(meaning.steps.count)
    return Shape(Array(open) + value.shape.dims)
  }

  /// Whether a word names something that is there, be it in one timestep of several; nothing is read.
  package func isComputed(_ word: String, in frame: StackFrame? = nil) -> Bool {
    guard let meaning = try? meaning(of: word, in: frame) else { return false }
    return meaning.values.contains { value in
      let open = program.lengths(around: value.scope).dropFirst(meaning.steps.count)
      guard open.allSatisfy({ $0 > 0 }) else { return false }
      // On the way back a loop begins with its last timestep.
      return [open.map { _ in 0 }, open.map { $0 - 1 }].contains {
        isComputed(value, at: meaning.steps + $0)
      }
    }
  }

  /// The numbers of a value in timesteps, whether or not they are written yet.
  package func read(_ value: Value, at steps: [Int] = [], sample: Int = 0) throws -> Tensor {
    try check(value, steps, sample)
    return try engine.memory.read(value, at: steps, sample: sample)
  }

  /// Whether a value of the given timesteps is there at the position.
  package func isComputed(_ value: Value, at steps: [Int] = []) -> Bool {
    written(value, at: steps) <= position
  }

  /// From which position on a value of the given timesteps is there.
  package func written(_ value: Value, at steps: [Int] = []) -> Position {
    writers.written(value, at: program.filled(steps, for: value.scope))
  }

  func check(_ value: Value, _ steps: [Int], _ sample: Int) throws(MachineError) {
    let lengths = program.lengths(around: value.scope)
    guard steps.count >= lengths.count,
      zip(steps, lengths).allSatisfy({ (0..<$1).contains($0) })
    else { throw .noTimestep(value.name, steps, lengths: lengths) }
    guard (0..<samples).contains(sample) else { throw .noSample(sample, count: samples) }
  }

  // MARK: Numbers

  private struct Leaf {
    let value: Value
    let tensor: Tensor
    let equation: Int?
    let tick: Int
    var overTime: Found.OverTime?
  }

  /// The value in settled timesteps, or its stack over the loops whose timesteps are open; nil
  /// when nothing is there yet.
  private func gather(_ meaning: PlaceMeaning, _ steps: [Int], _ sample: Int) throws -> Leaf? {
    guard let first = meaning.values.first else { return nil }
    let loops = program.loops(first.scope)
    if steps.count >= loops.count { return try leaf(meaning, steps, sample) }
    let count = program.scans[loops[steps.count]].steps
    let forwards = try rows(meaning, steps, sample, in: Array(0..<count))
    // What a loop writes on its way back is there from the last timestep on.
    let backwards =
      forwards.isEmpty ? try rows(meaning, steps, sample, in: (0..<count).reversed()) : []
    let rows = forwards + backwards.reversed()
    guard let latest = forwards.last ?? backwards.last,
      let tensor = Tensor.stack(rows.map(\.tensor))
    else { return nil }
    let start = forwards.isEmpty ? count - rows.count : 0
    return Leaf(
      value: latest.value, tensor: tensor, equation: latest.equation, tick: latest.tick,
      overTime: Found.OverTime(count: rows.count, of: count, from: start))
  }

  /// The value in one timestep of its loop after the other, as far as it is there.
  private func rows(
    _ meaning: PlaceMeaning, _ steps: [Int], _ sample: Int, in order: [Int]
  ) throws -> [Leaf] {
    var rows: [Leaf] = []
    for step in order {
      guard let row = try gather(meaning, steps + [step], sample),
        row.tensor.shape == rows.first?.tensor.shape ?? row.tensor.shape
      else { break }
      rows.append(row)
    }
    return rows
  }

  /// The latest of the values that is there.
  private func leaf(_ meaning: PlaceMeaning, _ steps: [Int], _ sample: Int) throws -> Leaf? {
    var best: (value: Value, written: Position)?
    for value in meaning.values {
      let written = writers.written(value, at: steps)
      if written <= position, best.map({ $0.written < written }) ?? true {
        best = (value, written)
      }
    }
    guard let best else { return nil }
    return Leaf(
      value: best.value, tensor: try read(best.value, at: steps, sample: sample),
      equation: writers.equation(writing: best.value, at: steps), tick: best.written.reach)
  }

  private func notComputed(_ meaning: PlaceMeaning) -> PlaceError {
    guard let first = meaning.values.last else { return .unknown(meaning.word, nearest: nil) }
    let steps = program.filled(meaning.steps, for: first.scope)
    let tick = writers.written(first, at: steps).reach
    // A state of this timestep: the one before is there.
    let carry = first.scope.flatMap { scan in
      program.scans[scan].carries.first { carry in
        meaning.values.contains { $0.id == carry.next }
      }
    }
    let previous = carry.map { program.values[$0.previous] }
    let isHere = previous.map { writers.written($0, at: steps) <= position } ?? false
    return .notComputed(
      meaning.word, equation: writers.equation(writing: first, at: steps), steps: steps,
      tick: tick, distance: tick - position.tick, previous: isHere ? previous?.name : nil)
  }
}
