import Debugging
import Equations
import Tensors
import Terms

/// A value of every sample and timestep.
struct DifferingBlocks {
  let value: Value
  let machine: Machine
  let reference: Reference

  struct Block {
    let tick: Int
    let sample: Int
    let index: [Int]
    let own, other: Double
    /// Whether rounding explains all that is too far away.
    let isRounding: Bool
    /// Its timesteps, and where its numbers begin in the other's array.
    let steps: [Int]
    let start: Int
    /// How many of them are too far apart.
    let differing: Int
  }

  init(_ value: Value, _ machine: Machine, _ reference: Reference) {
    self.value = value
    self.machine = machine
    self.reference = reference
  }

  /// The blocks that differ too much from an array (samples, timesteps, …), in the order of
  /// computation, each with its worst element.
  func list(from array: Tensor) throws -> [Block] {
    let size = value.shape.count
    let lengths = machine.program.loops(value.scope).map { machine.program.scans[$0].steps }
    let count = lengths.reduce(1, *)
    let tolerance = reference.tolerance(of: value)
    let loops = Shape(lengths)
    var result: [Block] = []
    var rounding: Rounding??
    for place in 0..<count {
      let steps = loops.index(of: place)
      guard machine.isComputed(value, at: steps) else { continue }
      for sample in 0..<machine.samples {
        let own = try machine.read(value, at: steps, sample: sample).elements
        let from = (sample * count + place) * size
        let other = array.elements[from..<from + size]
        let pairs = zip(own, other).enumerated().filter { !tolerance.accepts($1.0, $1.1) }
        guard !pairs.isEmpty else { continue }
        let known = try rounding ?? self.rounding()
        rounding = known
        let wrong = pairs.filter { offset, pair in
          known?.explains(from + offset, pair.0, pair.1, tolerance) != true
        }
        let worst = (wrong.isEmpty ? pairs : wrong).max {
          distance($0.element.0, $0.element.1) < distance($1.element.0, $1.element.1)
        }
        guard let worst else { continue }
        result.append(
          Block(
            tick: machine.written(value, at: steps).tick, sample: sample,
            index: value.shape.index(of: worst.offset), own: worst.element.0,
            other: worst.element.1, isRounding: wrong.isEmpty,
            steps: steps, start: from, differing: pairs.count))
      }
    }
    return result.sorted { ($0.tick, $0.sample) < ($1.tick, $1.sample) }
  }

  /// What rounding does to the value, once all of it is computed.
  private func rounding() throws -> Rounding? {
    guard machine.position.tick == machine.program.tickCount else { return nil }
    return reference.precise?.rounding(
      of: try reference.run.tensor(value), value, in: machine.program, .scattered)
  }
}
