import Containers
import Tensors
import Terms

/// One number of a run: an element of a value in the timesteps of the loops around it.
package struct Entry: Sendable, Hashable {
  package let value: Value
  /// Which element, in row-major order.
  package let element: Int
  /// Outermost first.
  package let steps: [Int]

  package init(value: Value, element: Int, steps: [Int]) {
    (self.value, self.element, self.steps) = (value, element, steps)
  }

  /// Its place along each axis of the value.
  package var index: [Int] { value.shape.index(of: element) }
}

/// A text that names no single number: why, and what would.
package enum EntryError: Reported, Sendable, Equatable {
  /// `z` or `W[0]`, where one number is asked for.
  case unfinished(String, shape: Shape, given: [Int])
  case tooMany(String, shape: Shape, given: Int)
  case outside(String, axis: Int, index: Int, shape: Shape)
  /// A timestep that the value does not have yet.
  case later(String, timestep: Int, computed: Int)
  case noIndex(String, String)
  case unclosed(String)
  case expression(String)
  /// `a b`, where one number is asked for.
  case severalWords(String)

  package var exitCode: Int32 { ExitStatus.badUsage }

  package var message: String {
    switch self {
    case .unfinished(let word, let shape, _):
      "\(word) is \(shape), which is \(shape.count) numbers: which one?"
    case .tooMany(let word, let shape, let given):
      "\(word) is \(shape), but \(given) \(given == 1 ? "index is" : "indices are") given"
    case .outside(let word, let axis, let index, let shape):
      "\(word) is \(shape): there is no index \(index) on axis \(axis)"
    case .later(let word, let timestep, let computed):
      "\(word) is not computed yet in timestep \(timestep): it is in 0…\(computed - 1)"
    case .noIndex(let word, let index):
      (index.isEmpty ? "\(word)[] has no index" : "\(index) is no index")
        + ": one whole number for each axis"
    case .unclosed(let text):
      "\(text) has no closing ]"
    case .expression(let text):
      "\(text) is no single number of a value"
    case .severalWords(let text):
      "\(text) is several words: one number is taken apart at a time"
    }
  }

  package var hint: String {
    switch self {
    case .unfinished(let word, let shape, let given):
      EntryError.range(word, shape, after: given)
    case .tooMany(let word, let shape, _):
      shape.rank == 0
        ? "It is one number: write \(word)" : EntryError.range(word, shape, after: [])
    case .outside(_, let axis, _, let shape):
      shape[axis] == 0 ? "That axis is empty" : "0 to \(shape[axis] - 1), or −1 for the last"
    case .noIndex(let word, _):
      "For example \(word)[0]; one number is explained at a time"
    case .expression, .severalWords:
      "Write z[3] or lstm@2.C[5]; p prints expressions"
    case .later, .unclosed: ""
    }
  }

  /// `From z[0] to z[31]`, the indices that were given kept.
  private static func range(_ word: String, _ shape: Shape, after given: [Int]) -> String {
    let missing = shape.dims.dropFirst(given.count)
    let first = given + missing.map { _ in 0 }
    let last = given + missing.map { $0 - 1 }
    func text(_ index: [Int]) -> String {
      "\(word)[\(index.map(String.init).joined(separator: ", "))]"
    }
    return "From \(text(first)) to \(text(last))"
  }
}
