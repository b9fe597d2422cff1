import Equations
import Terms

/// From one step of training to the next: what a run has written becomes what it is given.
extension Engine {
  /// Puts a value that the run has written, in no loop, in the place of weights.
  package func put(_ next: Value, inPlaceOf given: some Sequence<Int>) throws {
    for weight in given where try memory.weights.replace(weight, with: memory.bytes(of: next)) {
      forgetWeight(weight)
    }
  }

  /// The bytes of a weight as it is now, or of a value that the run has written for all samples.
  package func bytes(of value: Int) throws -> [UInt8] {
    let value = program.values[value]
    guard value.role == .weight else { return [UInt8](memory.bytes(of: value)) }
    return try memory.weights.bytes(of: value.id)
  }

  /// Gives weights the bytes that one had before.
  package func put(_ bytes: [UInt8], inPlaceOf given: some Sequence<Int>) throws {
    try bytes.withUnsafeBytes { bytes in
      for weight in given where try memory.weights.replace(weight, with: bytes) {
        forgetWeight(weight)
      }
    }
  }

  /// Takes over the weights that were replaced in another engine of the same program.
  package func takeWeights(of other: Engine) {
    for weight in memory.weights.share(other.memory.weights.replacements) { forgetWeight(weight) }
  }
}
