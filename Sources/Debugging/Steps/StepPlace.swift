import Containers
import Models

/// A place in another step of training, as it is typed: `train@9/dense.W`.
package struct StepPlace {
  private let number: Int
  private let word: String
  /// The place within the step; empty for its beginning.
  package let rest: String

  /// Nil for a word that names no step.
  package init?(_ word: String) {
    guard word.hasPrefix(StepPlace.start) else { return nil }
    let text = word.dropFirst(StepPlace.start.count)
    let digits = text.prefix { $0 != "/" }
    let isNegative = digits.first.map { "-−".contains($0) } ?? false
    guard let magnitude = Int(isNegative ? digits.dropFirst() : digits) else { return nil }
    number = isNegative ? -magnitude : magnitude
    self.word = word
    rest = String(text.dropFirst(digits.count + 1))
  }

  private static let start = "train@"

  /// The step that is meant, from the end where it is negative; throws where the walk has not come there.
  package func step(in machine: Machine) throws -> Int {
    guard machine.isTraining else {
      throw InputError("nothing is trained here, so there is no \(word)", hint: "train makes steps")
    }
    // What the last step left is what the next one is given.
    let count = max(machine.losses.count, machine.step) + 1
    let step = number < 0 ? number + count : number
    guard (0..<count).contains(step) else {
      throw InputError(
        "there is no step \(number): they are 0…\(count - 1)", hint: "train makes more of them")
    }
    return step
  }
}

extension Machine {
  /// Goes to the beginning of a step of training.
  package func go(toStep step: Int) throws {
    guard try enter(step: step) else { throw Interrupted(onTheWayTo: "step \(step)") }
    position = .start
    motions += 1
  }
}
