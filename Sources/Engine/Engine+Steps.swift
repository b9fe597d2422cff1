import Equations
import Terms

/// From one step of training to the next: what a run has written becomes what it is given.
extension Engine {
  /// Puts a value that the run has written, in no loop, in the place of weights.
  package func put(_ next: Value, inPlaceOf given: some Sequence<Int>) throws {
    for weight in given where try memory.replaceWeight(weight, withNumbersOf: next) {
      forgetWeight(weight)
    }
  }

  /// The bytes of a weight as it is now, or of a value that the run has written for all samples.
  package func bytes(of value: Int) throws -> [UInt8] {
    try memory.bytes(of: program.values[value])
  }

  /// Gives weights the bytes that one had before.
  package func put(_ bytes: [UInt8], inPlaceOf given: some Sequence<Int>) throws {
    for weight in given where try memory.replaceWeight(weight, withBytes: bytes) {
      forgetWeight(weight)
    }
  }

  /// Takes over the weights that were replaced in another engine of the same program.
  package func takeWeights(of other: Engine) {
    for weight in memory.share(other.memory.replacements) { forgetWeight(weight) }
  }
}
