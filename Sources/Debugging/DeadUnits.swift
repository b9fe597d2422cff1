import Containers
import Tensors
import Terms

/// Units that gave nothing so far: those of a value's last axis that were never above 0.
package struct DeadUnits: Sendable, Equatable {
  package let units: [Int]
  /// How many units there are.
  package let count: Int
  /// How many times each was looked at: the timesteps so far, and the samples.
  package let timesteps, samples: Int
}

extension Machine {
  /// The units of a value that were above 0 in no sample and no timestep so far; nil where it is in
  /// none, or when that was interrupted.
  package func deadUnits(of value: Value) throws -> DeadUnits? {
    let width = value.shape.width
    var isAlive = [Bool](repeating: false, count: width)
    var count = 0
    for steps in timesteps(around: value) {
      guard isComputed(value, at: steps) else { break }
      count += 1
      for sample in 0..<samples {
        let elements = try read(value, at: steps, sample: sample).elements
        for (index, element) in elements.enumerated() where element > 0 {
          isAlive[index % width] = true
        }
      }
      if Interruption.isWished() { return nil }
    }
    guard count > 0 else { return nil }
    return DeadUnits(
      units: isAlive.indices.filter { !isAlive[$0] }, count: width, timesteps: count,
      samples: samples)
  }

  /// The timesteps of all loops around a value, in the order of execution; one without loops.
  private func timesteps(around value: Value) -> some Sequence<[Int]> {
    let lengths = program.lengths(around: value.scope)
    let total = lengths.reduce(1, *)
    return (0..<total).lazy.map { Shape(lengths).index(of: $0) }
  }
}
