import Equations
import Tensors
import Terms

/// Where a value comes from and what becomes of it, be it computed yet or not.
package struct Provenance: Sendable {
  /// What gives a value its numbers.
  package enum Origin: Sendable, Equatable {
    /// Given to the model, or held by its file.
    case given
    /// The state that a loop begins with.
    case initialState(scan: Int)
    /// A row of an array that a loop reads, one a timestep.
    case row(of: Value, scan: Int)
    /// An equation, in timesteps of the loops around it, at a tick.
    case equation(Int, steps: [Int], tick: Int)
  }

  /// An equation that reads the value, and by which name.
  package struct Reader: Sendable, Equatable {
    package let equation: Int
    package let name: Name
  }

  package let value: Value
  /// `lstm@1.f`, as it can be typed.
  package let place: String
  /// The shape of what the word names; timesteps in front where it is stacked over them.
  package let shape: Shape
  package let origin: Origin
  /// The ticks until it is there; 0 or less when it is.
  package let distance: Int
  package let readers: [Reader]
  /// Whether the model gives it as an output.
  package let isOutput: Bool
}

extension Machine {
  /// Where the value that a word names comes from, seen from a frame; the innermost one without.
  package func provenance(
    of word: String, in frame: StackFrame? = nil
  ) throws(PlaceError) -> Provenance {
    let meaning = try meaning(of: word, in: frame)
    func filled(_ value: Value) -> [Int] { program.filled(meaning.steps, for: value.scope) }
    // Of several of one name, the latest that is there; else the one that comes first.
    let written = meaning.values.filter { isComputed($0, at: filled($0)) }
    let latest = written.max {
      writers.written($0, at: filled($0)) < writers.written($1, at: filled($1))
    }
    guard let value = latest ?? meaning.values.last else { throw .unknown(word, nearest: nil) }
    let steps = filled(value)
    let open = program.lengths(around: value.scope).dropFirst(meaning.steps.count)
    let reach = writers.written(value, at: steps).reach
    let names = namesOfSame(as: value)
    return Provenance(
      value: value, place: meaning.path + Program.timesteps(meaning.steps) + meaning.tail,
      shape: Shape(open + value.shape.dims), origin: origin(of: value, at: steps, tick: reach),
      distance: reach - position.tick, readers: readers(of: names),
      isOutput: program.outputs.contains { names.contains($0.id) })
  }

  private func origin(of value: Value, at steps: [Int], tick: Int) -> Provenance.Origin {
    switch writers[value] {
    case .given: return .given
    case .enter(let scan):
      let sequence = program.scans[scan].sequences.first { $0.inner == value.id }
      return sequence.map { .row(of: writers.original(program.values[$0.outer]), scan: scan) }
        ?? .given
    case .state(let scan, let next):
      guard let step = steps.last, let before = program.scans[scan].before(step) else {
        return .initialState(scan: scan)
      }
      return origin(of: program.values[next], at: steps.dropLast() + [before], tick: tick)
    case .leave(let scan):
      // What a loop hands on was written in its last timestep.
      guard let inside = writers.inside(value),
        let equation = writers.equation(writing: inside, at: steps + [program.scans[scan].last])
      else { return .given }
      let last = steps + [program.scans[scan].last]
      return .equation(equation, steps: last, tick: tick)
    case .equation(let id), .part(let id, _):
      return .equation(id, steps: steps, tick: tick)
    }
  }

  /// The equations that read a value, by whatever name a loop gives it.
  private func readers(of names: Set<Int>) -> [Provenance.Reader] {
    program.equations.compactMap { equation in
      let read = equation.term.values.first { names.contains($0.id) }
      return read.map { Provenance.Reader(equation: equation.id, name: $0.name) }
    }
  }

  /// The values that are another name for a value: in the loop that reads it, in the timestep after,
  /// outside the loop that it is written in.
  private func namesOfSame(as value: Value) -> Set<Int> {
    var names: Set<Int> = [value.id, writers.original(value).id]
    var known = 0
    while known < names.count {
      known = names.count
      for (alias, source) in program.aliases where names.contains(source) { names.insert(alias) }
      for scan in program.scans {
        names.formUnion(
          scan.sequences.lazy.filter { names.contains($0.outer) }.map(\.inner)
            + scan.stacks.lazy.filter { names.contains($0.inner) }.map(\.outer)
            + scan.carries.lazy.filter { names.contains($0.next) || names.contains($0.initial) }
            .map(\.previous))
      }
      for other in program.values where writers.inside(other).map({ names.contains($0.id) }) == true
      {
        names.insert(other.id)
      }
    }
    return names
  }
}
